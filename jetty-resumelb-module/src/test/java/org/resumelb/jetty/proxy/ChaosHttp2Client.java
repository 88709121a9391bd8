package org.resumelb.jetty.proxy;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.resumelb.jetty.proxy.ChaosVerdicts.Answer;
import org.resumelb.jetty.proxy.ChaosVerdicts.Verdict;
import org.resumelb.jetty.testing.http2.Field;
import org.resumelb.jetty.testing.http2.Http2Connection;
import org.resumelb.jetty.testing.http2.Http2Event;
import org.resumelb.jetty.testing.http2.Http2Stream;

/** A client of HTTP/2 that sends several requests at once, resets and leaves by chance, and judges what it waits for. */
final class ChaosHttp2Client implements Runnable {
    private static final int LIMIT_MILLIS = 60_000;

    private final String name;
    private final Random random;
    private final int port;
    private final int requests;
    private final ChaosVerdicts verdicts;
    private @Nullable Http2Connection connection;
    private int sent;

    ChaosHttp2Client(String name, long seed, int port, int requests, ChaosVerdicts verdicts) {
        this.name = name;
        this.random = new Random(seed);
        this.port = port;
        this.requests = requests;
        this.verdicts = verdicts;
    }

    @Override
    public void run() {
        while (sent < requests) {
            try {
                step(connect());
            } catch (IOException e) {
                verdicts.wrong("connection: " + e);
                close();
            }
        }
        close();
    }

    private Http2Connection connect() throws IOException {
        Http2Connection present = connection;
        if (present == null || present.ended()) {
            close();
            verdicts.follows("nothing");
            present = Http2Connection.to(port);
            connection = present;
        }
        return present;
    }

    private void step(Http2Connection present) throws IOException {
        int chance = random.nextInt(100);
        if (chance < 80) {
            together(present, 1 + random.nextInt(5));
        } else if (chance < 88) {
            post(present);
        } else {
            leave(present, chance);
        }
    }

    private String target() {
        return "/" + name + "/" + sent++;
    }

    private Http2Stream send(Http2Connection on, String method, String target, boolean last) throws IOException {
        Http2Stream stream = on.open();
        String host = "site" + random.nextInt(40) + ".example";
        stream.head(Field.list(":method", method, ":scheme", "http", ":authority", host, ":path", target), last);
        return stream;
    }

    private void together(Http2Connection present, int count) throws IOException {
        Map<String, Http2Stream> streams = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            String target = target();
            streams.put(target, send(present, "GET", target, true));
        }
        for (Map.Entry<String, Http2Stream> each : streams.entrySet()) {
            verdicts.judge(each.getKey(), answer(each.getValue()));
        }
    }

    private void post(Http2Connection present) throws IOException {
        String target = target();
        Http2Stream stream = send(present, "POST", target, false);
        try {
            stream.data("x".repeat(random.nextInt(5_000)), true);
            verdicts.count(answer(stream).status() == 200 ? Verdict.SERVED : Verdict.UNJUDGED, target);
        } catch (IOException e) {
            verdicts.count(Verdict.UNJUDGED, target);
            close();
        }
    }

    /** Leaves in the middle of something. */
    private void leave(Http2Connection present, int chance) throws IOException {
        String target = target();
        boolean get = chance % 2 == 0;
        Http2Stream stream = send(present, get ? "GET" : "POST", target, get);
        if (!get) {
            stream.data("part", false);
        }
        if (random.nextInt(4) == 0) {
            present.reset();
            connection = null;
        } else {
            stream.reset(Http2Stream.CANCEL);
        }
        verdicts.count(Verdict.UNJUDGED, target);
    }

    private static Answer answer(Http2Stream stream) throws IOException {
        int status = 0;
        StringBuilder body = new StringBuilder();
        while (true) {
            Http2Event event = stream.next(LIMIT_MILLIS);
            boolean last;
            if (event instanceof Http2Event.Head head) {
                String value = Field.first(head.fields(), ":status");
                status = value.isEmpty() || value.startsWith("1") ? status : Integer.parseInt(value);
                last = head.last();
            } else if (event instanceof Http2Event.Data data) {
                body.append(data.text());
                last = data.last();
            } else {
                return new Answer(status, false, body.toString());
            }
            if (last) {
                return new Answer(status, true, body.toString());
            }
        }
    }

    private void close() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (IOException e) {
            verdicts.wrong("close: " + e);
        }
        connection = null;
    }
}
