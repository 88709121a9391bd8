package org.resumelb.jetty.conformance;

import static org.resumelb.jetty.conformance.Case.OK;
import static org.resumelb.jetty.conformance.Case.refused;
import static org.resumelb.jetty.conformance.Case.relayed;
import static org.resumelb.jetty.conformance.Case.same;
import static org.resumelb.jetty.conformance.Case.that;

import java.util.ArrayList;
import java.util.List;

/** Methods, those that nobody knows among them: a method is a token, and its case counts (RFC 9110 9.1). */
final class MethodCases {
    private static final String GROUP = "method";
    private static final String HOST = " HTTP/1.1\r\nHost: h\r\n";

    private MethodCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        for (String method : List.of(
                "GET",
                "DELETE",
                "OPTIONS",
                "TRACE",
                "PURGE",
                "M-SEARCH",
                "PROPFIND",
                "get",
                "Get",
                "head",
                "connect")) {
            cases.add(passes(method, method + " without a body", ""));
        }
        for (String method : List.of("POST", "PUT", "PATCH", "DELETE", "QUERY", "post", "LOCK")) {
            cases.add(passes(method, method + " with a body", "body"));
        }
        cases.add(passes("GET", "GET with a body", "body"));
        cases.add(passes("X", "a method of one letter", ""));
        cases.add(passes("M!#$%&'*+-.^_`|~9", "a method of all signs of a token", ""));
        cases.add(passes("LONG".repeat(10), "a method of 40 letters", ""));
        cases.add(relayed(GROUP, "POST without a body", "POST /x" + HOST + "\r\n", OK, (request, answer) -> {
            same(200, answer.status());
            same("", request.body());
        }));
        cases.add(relayed(GROUP, "OPTIONS * reaches the worker", "OPTIONS *" + HOST + "\r\n", OK, (request, answer) -> {
            same("OPTIONS *", request.method() + " " + request.target());
            same(200, answer.status());
        }));
        cases.add(relayed(
                GROUP,
                "HEAD keeps the length",
                "HEAD /x" + HOST + "\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1234\r\n\r\n",
                (request, answer) -> {
                    same(200, answer.status());
                    same(List.of("1234"), answer.values("Content-Length"));
                }));
        for (String method : List.of("OPTIONS", "TRACE")) {
            cases.addAll(forwards(method));
        }
        for (String method : List.of("HEAD", "PUT", "get")) {
            cases.add(refused(GROUP, method + " * is refused", method + " *" + HOST + "\r\n"));
        }
        cases.add(refused(GROUP, "CONNECT is no tunnel to elsewhere", "CONNECT example.com:443" + HOST + "\r\n"));
        cases.add(refused(GROUP, "a method of a megabyte", "M".repeat(1 << 20) + " /x" + HOST + "\r\n"));
        cases.add(refused(GROUP, "a method that is no token", "G(T /x" + HOST + "\r\n"));
        cases.add(refused(GROUP, "a method that begins with an at sign", "@GET /x" + HOST + "\r\n"));
        cases.add(refused(GROUP, "a method with a byte above ASCII", "G\u00c9T /x" + HOST + "\r\n"));
        return cases;
    }

    /** RFC 9110 7.6.2: each that passes it on takes one away; the last answers. */
    private static List<Case> forwards(String method) {
        String request = method + " /x" + HOST + "Max-Forwards: ";
        Case last = new Case(GROUP, method + " with Max-Forwards 0 goes no further", stage -> {
            stage.origin().answerBySelf(OK);
            End client = stage.client();
            client.send(request + "0\r\n\r\n");
            int status = client.readHead().status();
            same(List.of(), stage.origin().answered());
            that(status == 200 || status == 204 || status == 405 || status == 501, "answered with " + status);
        });
        return List.of(
                last, relayed(GROUP, method + " with Max-Forwards 3", request + "3\r\n\r\n", OK, (got, answer) -> {
                    same(List.of("2"), got.values("Max-Forwards"));
                    same(200, answer.status());
                }));
    }

    private static Case passes(String method, String name, String body) {
        String length = body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n";
        return relayed(GROUP, name, method + " /x" + HOST + length + "\r\n" + body, OK, (request, answer) -> {
            same(method + " /x", request.method() + " " + request.target());
            same(body, request.body());
            same(200, answer.status());
            same("ok", answer.body());
        });
    }
}
