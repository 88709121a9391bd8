package org.resumelb.jetty.conformance;

import static org.resumelb.jetty.conformance.Case.OK;
import static org.resumelb.jetty.conformance.Case.relayed;
import static org.resumelb.jetty.conformance.Case.same;
import static org.resumelb.jetty.conformance.Case.that;

import java.util.ArrayList;
import java.util.List;

/** Methods and targets. */
final class MethodCases {
    private static final String HOST = " HTTP/1.1\r\nHost: h\r\n";

    private MethodCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        for (String method : List.of("GET", "DELETE", "OPTIONS", "TRACE", "PURGE", "M-SEARCH")) {
            cases.add(passes(method, method + " without a body", method + " /x" + HOST + "\r\n", ""));
        }
        for (String method : List.of("POST", "PUT", "PATCH", "DELETE", "QUERY")) {
            String request = method + " /x" + HOST + "Content-Length: 4\r\n\r\nbody";
            cases.add(passes(method, method + " with a body", request, "body"));
        }
        cases.add(passes("GET", "GET with a body", "GET /x" + HOST + "Content-Length: 4\r\n\r\nbody", "body"));
        cases.add(relayed("method", "POST without a body", "POST /x" + HOST + "\r\n", OK, (head, body, answer) -> {
            same(200, answer.status());
            same("", body);
        }));
        cases.add(relayed(
                "method", "OPTIONS * reaches the worker", "OPTIONS *" + HOST + "\r\n", OK, (head, body, answer) -> {
                    that(head.startsWith("OPTIONS * HTTP/1.1\r\n"), head);
                    same(200, answer.status());
                }));
        String headAnswer = "HTTP/1.1 200 OK\r\nContent-Length: 1234\r\nConnection: close\r\n\r\n";
        cases.add(relayed(
                "method", "HEAD keeps the length", "HEAD /x" + HOST + "\r\n", headAnswer, (head, body, answer) -> {
                    same(200, answer.status());
                    same(List.of("1234"), answer.values("Content-Length"));
                }));
        cases.add(
                Case.refused("method", "CONNECT is no tunnel to elsewhere", "CONNECT example.com:443" + HOST + "\r\n"));
        cases.addAll(targets());
        return cases;
    }

    private static Case passes(String method, String name, String request, String expectedBody) {
        return relayed("method", name, request, OK, (head, body, answer) -> {
            that(head.startsWith(method + " /x HTTP/1.1\r\n"), head);
            same(expectedBody, body);
            same(200, answer.status());
            same("ok", answer.body());
        });
    }

    private static List<Case> targets() {
        List<Case> cases = new ArrayList<>();
        List<String> targets = List.of(
                "/a%2Fb",
                "/a%2fb",
                "//a//b",
                "/a;v=1/b;w",
                "/%25",
                "/a|b",
                "/{x}",
                "/a\"b",
                "/?",
                "/a?x=%2F&y={z}|",
                "/%C3%A9",
                "/a?b?c",
                "/a%20b+c",
                "/~a!$&'()*,:@",
                "/a/./b",
                "/a^b`c");
        for (String target : targets) {
            cases.add(relayed(
                    "target",
                    "target " + target.replace("|", "&#124;"),
                    "GET " + target + HOST + "\r\n",
                    OK,
                    (head, body, answer) -> {
                        that(
                                head.startsWith("GET " + target + " HTTP/1.1\r\n"),
                                head.lines().findFirst().orElse(""));
                        same(200, answer.status());
                    }));
        }
        return cases;
    }
}
