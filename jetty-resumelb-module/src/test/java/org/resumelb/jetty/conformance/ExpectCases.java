package org.resumelb.jetty.conformance;

import static org.resumelb.jetty.conformance.Case.OK;
import static org.resumelb.jetty.conformance.Case.relayed;
import static org.resumelb.jetty.conformance.Case.same;
import static org.resumelb.jetty.conformance.Case.that;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code Expect} as clients write it, whose bodies come with it, or do not come at all (RFC 9110 10.1.1). */
final class ExpectCases {
    private static final String GROUP = "expect";
    private static final String POST = "POST /x HTTP/1.1\r\nHost: h\r\nExpect: ";
    private static final String CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";

    private ExpectCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        Map<String, String> bodies = new LinkedHashMap<>();
        bodies.put("a length", "Content-Length: 4\r\n\r\nbody");
        bodies.put("chunks", "Transfer-Encoding: chunked\r\n\r\n2\r\nbo\r\n2\r\ndy\r\n0\r\n\r\n");
        bodies.forEach((framing, body) -> {
            for (String value : List.of("100-continue", "100-Continue", "100-continue\r\nExpect: 100-continue")) {
                cases.add(eager(value, framing, body));
            }
            for (String value : List.of("x", "100-continue, x", "100-continue;a", "")) {
                cases.add(unknown(value, framing, body));
            }
        });
        Map<String, String> empty = new LinkedHashMap<>();
        empty.put("GET", "GET /x HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\n\r\n");
        empty.put("HEAD", "HEAD /x HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\n\r\n");
        empty.put("length 0", POST + "100-continue\r\nContent-Length: 0\r\n\r\n");
        empty.put("no chunk but the last", POST + "100-continue\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        empty.forEach((name, request) -> {
            cases.add(bodiless(name, request, ""));
            cases.add(bodiless(name + ", and a worker that says 100", request, CONTINUE));
        });
        cases.add(new Case(GROUP, "103, then 100", ExpectCases::hintsFirst));
        return cases;
    }

    /** The body is there before anybody asks for it. */
    private static Case eager(String value, String framing, String body) {
        return relayed(
                GROUP,
                shown(value) + " and at once a body of " + framing,
                POST + value + "\r\n" + body,
                OK,
                (request, answer) -> {
                    same("body", request.body());
                    same(200, answer.status());
                    same("ok", answer.body());
                });
    }

    /** RFC 9110 10.1.1: what is not known may be refused with 417. */
    private static Case unknown(String value, String framing, String body) {
        return new Case(GROUP, "unknown '" + value + "' and a body of " + framing, stage -> {
            stage.origin().answerBySelf(OK);
            End client = stage.client();
            client.send(POST + value + "\r\n" + body);
            int status = client.readHead().status();
            that(status == 200 || status == 417, "answered with " + status);
            stage.origin().answered().forEach(request -> same("body", request.body()));
        });
    }

    private static Case bodiless(String name, String request, String interim) {
        String answer = interim + "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
        return relayed(GROUP, "no body: " + name, request, answer, (got, answered) -> {
            same("", got.body());
            same(200, answered.status());
        });
    }

    private static void hintsFirst(Stage stage) throws Exception {
        End client = stage.client();
        client.begin(POST + "100-continue\r\nContent-Length: 4\r\n\r\n");
        End worker = stage.worker();
        worker.begin("HTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\n");
        worker.begin(CONTINUE);
        int status = client.readHead().status();
        if (status == 103) {
            status = client.readHead().status();
        }
        same(100, status);
        client.piece("body");
        client.finish();
        worker.readUntil("body");
        worker.send(OK);
        same(200, client.read().status());
    }

    private static String shown(String value) {
        return value.contains("\r") ? "100-continue twice" : value;
    }
}
