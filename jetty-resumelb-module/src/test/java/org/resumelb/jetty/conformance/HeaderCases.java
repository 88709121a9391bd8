package org.resumelb.jetty.conformance;

import static org.resumelb.jetty.conformance.Case.OK;
import static org.resumelb.jetty.conformance.Case.relayed;
import static org.resumelb.jetty.conformance.Case.same;
import static org.resumelb.jetty.conformance.Case.that;

import java.util.ArrayList;
import java.util.List;

/** Headers: what passes as it is, what does not pass, what is added. */
final class HeaderCases {
    private static final String GROUP = "header";

    private HeaderCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        cases.add(notPassed("Connection names a header", "Connection: X-Hop\r\nX-Hop: 1", "X-Hop"));
        cases.add(notPassed("Keep-Alive", "Keep-Alive: timeout=5", "Keep-Alive"));
        cases.add(notPassed("TE but for trailers", "TE: gzip\r\nConnection: TE", "TE"));
        cases.add(notPassed("Proxy-Connection", "Proxy-Connection: keep-alive", "Proxy-Connection"));
        cases.add(notPassed("Proxy-Authorization", "Proxy-Authorization: Basic eDp5", "Proxy-Authorization"));
        cases.add(notPassed(
                "Upgrade to h2c",
                "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQAAP__",
                "Upgrade"));
        cases.add(notPassed("Accept-Encoding is not added", "X-A: 1", "Accept-Encoding"));
        cases.add(notPassed("User-Agent is not added", "X-A: 1", "User-Agent"));
        cases.add(notPassed("Content-Type is not added", "X-A: 1", "Content-Type"));
        cases.add(passed("several of a name in their order", "X-A", "1", "2", "3"));
        cases.add(passed("odd cookies", "Cookie", "a=\"b c\"; $x=1; =y; é=ß; a=2", "b=c"));
        cases.add(passed("without a value", "X-A", ""));
        cases.add(passed("Latin-1 and a tab", "X-A", "é\tß"));
        cases.add(passed("six kilobytes", "X-A", "v".repeat(6_000)));
        cases.add(passed("Authorization", "Authorization", "Bearer x"));
        cases.add(passed("If-None-Match", "If-None-Match", "W/\"a\", \"b\""));
        cases.add(passed("Content-Length named by Connection", "Connection", "close, Content-Length"));
        cases.add(hostKept());
        cases.add(Case.refused(
                GROUP,
                "a head of a megabyte is refused",
                "GET /x HTTP/1.1\r\nHost: h\r\nX-A: " + "v".repeat(1 << 20) + "\r\n\r\n"));
        cases.add(added());
        cases.addAll(answers());
        return cases;
    }

    private static Case notPassed(String name, String headers, String absent) {
        return relayed(
                GROUP,
                "not passed: " + name,
                "GET /x HTTP/1.1\r\nHost: h\r\n" + headers + "\r\n\r\n",
                OK,
                (head, body, answer) -> {
                    same(List.of(), Wire.values(head, absent));
                    same(200, answer.status());
                });
    }

    private static Case passed(String name, String header, String... values) {
        StringBuilder request = new StringBuilder("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n");
        for (String value : values) {
            request.append(header).append(": ").append(value).append("\r\n");
        }
        return relayed(GROUP, "passed: " + name, request + "\r\nbody", OK, (head, body, answer) -> {
            if (!header.equals("Connection")) {
                same(List.of(values), Wire.values(head, header));
            }
            same("body", body);
            same(200, answer.status());
        });
    }

    private static Case hostKept() {
        return relayed(
                GROUP,
                "passed: Host with its port and capitals",
                "GET /x HTTP/1.1\r\nHost: Www.Example.com:81\r\n\r\n",
                OK,
                (head, body, answer) -> same(List.of("Www.Example.com:81"), Wire.values(head, "Host")));
    }

    private static Case added() {
        String request = "GET /x HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: 10.0.0.1\r\n\r\n";
        return relayed(GROUP, "added: where the request came from", request, OK, (head, body, answer) -> {
            String from = String.join(", ", Wire.values(head, "X-Forwarded-For"));
            that(from.endsWith("127.0.0.1"), from);
            same(1, Wire.values(head, "Via").size());
            same(List.of("http"), Wire.values(head, "X-Forwarded-Proto"));
        });
    }

    private static List<Case> answers() {
        return List.of(
                answer(
                        "cookies in their order",
                        "Set-Cookie: a=1; Path=/\r\nSet-Cookie: b=2; HttpOnly\r\nSet-Cookie: a=3",
                        "Set-Cookie",
                        "a=1; Path=/",
                        "b=2; HttpOnly",
                        "a=3"),
                answer(
                        "the worker's Date",
                        "Date: Mon, 23 Nov 2026 10:00:00 GMT",
                        "Date",
                        "Mon, 23 Nov 2026 10:00:00 GMT"),
                answer("the worker's Server", "Server: theirs", "Server", "theirs"),
                answer("weak ETag", "ETag: W/\"a b\"", "ETag", "W/\"a b\""),
                answer(
                        "Location",
                        "Location: http://elsewhere:1/%2F?a=b|c",
                        "Location",
                        "http://elsewhere:1/%2F?a=b|c"),
                answer(
                        "WWW-Authenticate",
                        "WWW-Authenticate: Basic realm=\"x\"",
                        "WWW-Authenticate",
                        "Basic realm=\"x\""),
                answer("header that Connection names", "Connection: close, X-Hop\r\nX-Hop: 1", "X-Hop"),
                answer("Keep-Alive", "Keep-Alive: timeout=5", "Keep-Alive"),
                answer("no Content-Type is added", "X-A: 1", "Content-Type"),
                status(299),
                status(418),
                status(451),
                status(507),
                status(599));
    }

    private static Case answer(String name, String headers, String header, String... values) {
        String raw = "HTTP/1.1 200 OK\r\n" + headers + "\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok";
        return relayed(
                GROUP,
                "answer: " + name,
                "GET /x HTTP/1.1\r\nHost: h\r\n\r\n",
                raw,
                (head, body, answer) -> same(List.of(values), answer.values(header)));
    }

    private static Case status(int status) {
        String raw = "HTTP/1.1 " + status + " Some Reason\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok";
        return relayed(
                GROUP, "answer: status " + status, "GET /x HTTP/1.1\r\nHost: h\r\n\r\n", raw, (head, body, answer) -> {
                    same(status, answer.status());
                    that(answer.body().equals("ok"), answer.body());
                });
    }
}
