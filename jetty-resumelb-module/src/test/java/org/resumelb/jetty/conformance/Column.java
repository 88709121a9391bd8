package org.resumelb.jetty.conformance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A proxy, and how clients and the worker speak to it: a column of the manual's table. */
record Column(Rival proxy, Front front, Back back) {
    static final String PASSED = "passes";

    /** Long enough for a slow machine. */
    private static final int OWN_TIMEOUT_MILLIS = Integer.getInteger("resumelb.conformance.timeout", 15_000);

    private static final int UNJUDGED_TIMEOUT_MILLIS = 600;

    /** Who is played, and the letter that the table has for it. */
    enum Rival {
        PROXY_SERVLET("P"),
        HAPROXY("H"),
        RESUMELB("R");

        private final String letter;

        Rival(String letter) {
            this.letter = letter;
        }
    }

    /** All that can be played here. */
    static List<Column> all() {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column(Rival.PROXY_SERVLET, Front.HTTP1, Back.CLOSES));
        for (Rival proxy : List.of(Rival.HAPROXY, Rival.RESUMELB)) {
            for (Front front : Front.values()) {
                for (Back back : Back.values()) {
                    columns.add(new Column(proxy, front, back));
                }
            }
        }
        return columns;
    }

    boolean isOwn() {
        return proxy == Rival.RESUMELB;
    }

    boolean isInstalled() {
        return proxy != Rival.HAPROXY || Proxy.isInstalled("haproxy");
    }

    String title() {
        return proxy.letter + " " + front.version + "→" + back.version;
    }

    /** What each of the cases that concern it came to; those that are not judged are not waited for. */
    Map<Case, String> play(List<Case> cases, Predicate<Case> isJudged, Path base) {
        int timeoutMillis = isOwn() ? OWN_TIMEOUT_MILLIS : UNJUDGED_TIMEOUT_MILLIS;
        Map<Case, String> results = new LinkedHashMap<>();
        try (Origin origin = new Origin(back, timeoutMillis);
                Proxy started = start(origin, base)) {
            for (Case played : cases) {
                if (played.isFor(front, back)) {
                    results.put(
                            played,
                            play(
                                    played,
                                    started,
                                    origin,
                                    isJudged.test(played) ? timeoutMillis : UNJUDGED_TIMEOUT_MILLIS));
                }
            }
            return results;
        } catch (Exception e) {
            throw new IllegalStateException(title() + ", case " + results.size(), e);
        }
    }

    private Proxy start(Origin origin, Path base) throws Exception {
        return switch (proxy) {
            case PROXY_SERVLET -> Proxy.proxyServlet(origin);
            case HAPROXY -> Proxy.haproxy(front, origin, base.resolve("h" + front + back));
            case RESUMELB -> Proxy.resumelb(origin, base.resolve("r" + front + back));
        };
    }

    private String play(Case played, Proxy started, Origin origin, int timeoutMillis) throws Exception {
        String result = PASSED;
        try (Stage stage = new Stage(started.port(), front, origin, timeoutMillis)) {
            played.script().play(stage);
        } catch (Exception | AssertionError e) {
            result = String.valueOf(e);
        }
        String afterwards = started.rest();
        // What was under way to the worker when the case ended.
        origin.clear();
        if (afterwards.isEmpty()) {
            return result;
        }
        return result.equals(PASSED) ? afterwards : result + ", and " + afterwards;
    }
}
