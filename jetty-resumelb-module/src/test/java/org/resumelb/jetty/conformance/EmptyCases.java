package org.resumelb.jetty.conformance;

import static org.resumelb.jetty.conformance.Case.contained;
import static org.resumelb.jetty.conformance.Case.relayed;
import static org.resumelb.jetty.conformance.Case.same;
import static org.resumelb.jetty.conformance.Case.that;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers without a body (RFC 9112 6.3): they end with their heads whatever these say, get no length that they did not
 * have, and what a worker sends behind them is no part of the next answer.
 */
final class EmptyCases {
    private static final String GROUP = "empty";
    private static final String HOST = " /x HTTP/1.1\r\nHost: h\r\n\r\n";
    private static final String CHUNKS = "Transfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n";

    /** How the rest of an answer may be framed: by name, what stands behind its status line. */
    private static final Map<String, String> FRAMINGS = new LinkedHashMap<>();

    static {
        FRAMINGS.put("neither length nor chunks", "\r\n");
        FRAMINGS.put("length 0", "Content-Length: 0\r\n\r\n");
        FRAMINGS.put("a length", "Content-Length: 4\r\n\r\n");
        FRAMINGS.put("a length and a body", "Content-Length: 4\r\n\r\nbody");
        FRAMINGS.put("a body alone", "\r\nbody");
        FRAMINGS.put("chunked, without chunks", "Transfer-Encoding: chunked\r\n\r\n");
        FRAMINGS.put("no chunk but the last", "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        FRAMINGS.put("chunks", CHUNKS);
    }

    private EmptyCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        FRAMINGS.forEach((name, rest) -> {
            boolean legal = !rest.endsWith("body") && !rest.endsWith("0\r\n\r\n");
            cases.add(empty("204, " + name, "GET", "204 No Content", rest, legal));
            cases.add(empty("304, " + name, "GET", "304 Not Modified", rest, legal));
            cases.add(empty("HEAD, " + name, "HEAD", "200 OK", rest, legal));
            cases.add(empty("HEAD of a 404, " + name, "HEAD", "404 Not Found", rest, legal));
        });
        for (String framing : List.of("length 0", "a length and a body", "no chunk but the last", "chunks")) {
            cases.add(resetContent(framing));
        }
        cases.add(interim("a length", "Content-Length: 4\r\n\r\n"));
        cases.add(interim("chunked, without chunks", "Transfer-Encoding: chunked\r\n\r\n"));
        cases.add(contained(
                        GROUP,
                        "103, a body behind it",
                        "HTTP/1.1 103 Early Hints\r\nContent-Length: 4\r\n\r\nbody" + Case.OK,
                        (request, answer) -> that(answer.status() != 200, "200 was read out of it"))
                .toHttp1());
        return cases;
    }

    private static Case empty(String name, String method, String status, String rest, boolean legal) {
        List<String> length = status.startsWith("204") ? List.of() : Wire.values("\r\n" + rest, "Content-Length");
        Case played = relayed(
                GROUP, name, method + HOST, "HTTP/1.1 " + status + "\r\nETag: \"a\"\r\n" + rest, (request, answer) -> {
                    same(status.substring(0, 3), String.valueOf(answer.status()));
                    same("", answer.body());
                    same(length, answer.values("Content-Length"));
                    same(List.of("\"a\""), answer.values("ETag"));
                    if (status.startsWith("204")) {
                        same(List.of(), answer.values("Transfer-Encoding"));
                    }
                });
        return legal ? played : played.toHttp1();
    }

    /** A 205 is framed as others are, though nothing should be in it (RFC 9110 15.3.6). */
    private static Case resetContent(String framing) {
        return relayed(
                GROUP,
                "205, " + framing,
                "GET" + HOST,
                "HTTP/1.1 205 Reset Content\r\n" + FRAMINGS.get(framing),
                (request, answer) -> {
                    same(205, answer.status());
                    that(
                            answer.body().isEmpty() || framing.contains("body") || framing.equals("chunks"),
                            answer.body());
                });
    }

    private static Case interim(String name, String rest) {
        String early = "HTTP/1.1 103 Early Hints\r\nLink: <a>\r\n" + rest;
        return relayed(GROUP, "103, " + name, "GET" + HOST, early + Case.OK, (request, answer) -> {
                    same(200, answer.status());
                    same("ok", answer.body());
                    answer.interim().forEach(head -> {
                        same(List.of(), Wire.values(head, "Content-Length"));
                        same(List.of(), Wire.values(head, "Transfer-Encoding"));
                    });
                })
                .toHttp1();
    }
}
