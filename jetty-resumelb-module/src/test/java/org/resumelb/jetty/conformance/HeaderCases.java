package org.resumelb.jetty.conformance;

import static org.resumelb.jetty.conformance.Case.OK;
import static org.resumelb.jetty.conformance.Case.refused;
import static org.resumelb.jetty.conformance.Case.relayed;
import static org.resumelb.jetty.conformance.Case.same;
import static org.resumelb.jetty.conformance.Case.sameOrRefused;
import static org.resumelb.jetty.conformance.Case.that;

import java.util.ArrayList;
import java.util.List;

/** Headers of requests: what passes as it is, what does not pass, what is added. */
final class HeaderCases {
    private static final String GROUP = "header";
    private static final String GET = "GET /x HTTP/1.1\r\nHost: h\r\n";

    private HeaderCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        cases.add(notPassed("Connection names a header", "Connection: X-Hop\r\nX-Hop: 1", "X-Hop")
                .fromHttp1());
        cases.add(notPassed(
                        "Connection names it in another case", "Connection: keep-alive ,\tx-hop,\r\nX-Hop: 1", "X-Hop")
                .fromHttp1());
        cases.add(notPassed("Connection twice", "Connection: keep-alive\r\nConnection: X-Hop\r\nX-Hop: 1", "X-Hop")
                .fromHttp1());
        cases.add(notPassed("Keep-Alive", "Keep-Alive: timeout=5", "Keep-Alive").fromHttp1());
        cases.add(notPassed("TE but for trailers", "TE: gzip\r\nConnection: TE", "TE")
                .fromHttp1());
        cases.add(notPassed("Proxy-Connection", "Proxy-Connection: keep-alive", "Proxy-Connection")
                .fromHttp1());
        cases.add(notPassed("Proxy-Authorization", "Proxy-Authorization: Basic eDp5", "Proxy-Authorization"));
        cases.add(notPassed("Accept-Encoding is not added", "X-A: 1", "Accept-Encoding"));
        cases.add(notPassed("User-Agent is not added", "X-A: 1", "User-Agent"));
        cases.add(notPassed("Content-Type is not added", "X-A: 1", "Content-Type"));
        cases.add(notPassed("Content-Length is not added", "X-A: 1", "Content-Length"));
        for (String name : List.of(
                "Resumelb-Class",
                "X-Forwarded-Port",
                "X-Forwarded-Prefix",
                "X-Real-IP",
                "X-Proxied-Https",
                "Proxy-Ssl-Id")) {
            cases.add(notBelieved(name, name));
        }
        cases.add(notBelieved("Resumelb_Class", "Resumelb_Class"));
        cases.add(passed("several of a name in their order", "X-A", "1", "2", "3"));
        cases.add(passed("without a value", "X-A", ""));
        cases.add(passed("white space inside", "X-A", "a  \t b"));
        cases.add(passed("Latin-1 and a tab", "X-A", "\u00e9\t\u00df"));
        cases.add(passed("UTF-8", "X-A", "caf\u00c3\u00a9 \u00e2\u0082\u00ac"));
        cases.add(passed("all signs of a token in a name", "X!#$%&'*+-.^`|~9", "1"));
        cases.add(passed("six kilobytes", "X-A", "v".repeat(6_000)));
        cases.add(passed("80 headers", "X-A", "v ".repeat(80).strip().split(" ", -1)));
        cases.add(passed("Authorization", "Authorization", "Bearer x"));
        cases.add(passed("If-None-Match", "If-None-Match", "W/\"a\", \"b\""));
        cases.add(passed("Max-Forwards of a GET", "Max-Forwards", "3"));
        cases.add(cookies());
        cases.add(relayed(
                        GROUP,
                        "passed: Content-Length named by Connection",
                        "POST /x HTTP/1.1\r\nHost: h\r\nConnection: close, Content-Length\r\nContent-Length: 4\r\n\r\nbody",
                        OK,
                        (request, answer) -> same("body", request.body()))
                .fromHttp1());
        for (int control : List.of(1, 8, 11, 12, 27, 127)) {
            String value = "a" + (char) control + "b";
            // RFC 9110 5.5: kept, replaced by a space, or refused.
            cases.add(sameOrRefused(
                    GROUP,
                    "same or refused: control character " + control,
                    GET + "X-A: " + value + "\r\n\r\n",
                    request -> that(
                            request.values("X-A").equals(List.of(value))
                                    || request.values("X-A").equals(List.of("a b")),
                            "X-A: " + request.values("X-A"))));
        }
        cases.add(sameOrRefused(
                GROUP,
                "same or refused: two of Content-Type",
                "POST /x HTTP/1.1\r\nHost: h\r\nContent-Type: a/b\r\nContent-Type: c/d\r\nContent-Length: 4\r\n\r\nbody",
                request -> same(List.of("a/b", "c/d"), request.values("Content-Type"))));
        cases.add(sameOrRefused(
                GROUP,
                "same or refused: two thousand headers",
                GET + "X-A: v\r\n".repeat(2_000) + "\r\n",
                request -> same(2_000, request.values("X-A").size())));
        cases.add(sameOrRefused(
                GROUP,
                "same or refused: a name of two kilobytes",
                GET + "X".repeat(2_000) + ": 1\r\n\r\n",
                request -> same(List.of("1"), request.values("X".repeat(2_000)))));
        cases.add(refused(GROUP, "a head of a megabyte is refused", GET + "X-A: " + "v".repeat(1 << 20) + "\r\n\r\n"));
        cases.add(relayed(
                        GROUP,
                        "added whatever Connection names",
                        GET + "Connection: close, X-Forwarded-For, X-Forwarded-Proto, Via, Host\r\n\r\n",
                        OK,
                        (request, answer) -> {
                            for (String name : List.of("X-Forwarded-For", "X-Forwarded-Proto", "Via", "Host")) {
                                same(1, request.values(name).size());
                            }
                            same(200, answer.status());
                        })
                .fromHttp1());
        cases.add(relayed(
                GROUP,
                "added: where the request came from",
                GET + "X-Forwarded-For: 10.0.0.1\r\n\r\n",
                OK,
                (request, answer) -> {
                    String from = String.join(", ", request.values("X-Forwarded-For"));
                    that(from.endsWith("127.0.0.1"), from);
                    same(1, request.values("Via").size());
                    same(List.of("http"), request.values("X-Forwarded-Proto"));
                }));
        return cases;
    }

    private static Case notPassed(String name, String headers, String absent) {
        return relayed(GROUP, "not passed: " + name, GET + headers + "\r\n\r\n", OK, (request, answer) -> {
            same(List.of(), request.values(absent));
            same(200, answer.status());
        });
    }

    /** What workers believe a load balancer must not come from a stranger. */
    private static Case notBelieved(String name, String header) {
        return relayed(GROUP, "not believed: " + name, GET + header + ": forged\r\n\r\n", OK, (request, answer) -> {
            that(!request.values(header).contains("forged"), request.head());
            same(200, answer.status());
        });
    }

    private static Case passed(String name, String header, String... values) {
        StringBuilder request = new StringBuilder("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n");
        for (String value : values) {
            request.append(header).append(": ").append(value).append("\r\n");
        }
        return relayed(GROUP, "passed: " + name.replace("|", "&#124;"), request + "\r\nbody", OK, (got, answer) -> {
            same(List.of(values), got.values(header));
            same("body", got.body());
            same(200, answer.status());
        });
    }

    /** Over HTTP/2 cookies may come in crumbs; in HTTP/1.1 they must not go on so (RFC 9113 8.2.3). */
    private static Case cookies() {
        List<String> crumbs = List.of("a=\"b c\"; $x=1; =y; \u00e9=\u00df; a=2", "b=c");
        String request = GET + "Cookie: " + String.join("\r\nCookie: ", crumbs) + "\r\n\r\n";
        return new Case(GROUP, "passed: odd cookies", stage -> {
            End client = stage.client();
            client.send(request);
            End worker = stage.worker();
            List<String> got = worker.read().values("Cookie");
            worker.send(OK);
            same(200, client.read().status());
            same(String.join("; ", crumbs), String.join("; ", got));
            that(got.size() == 1 || stage.front() == Front.HTTP1 || stage.back() == Back.HTTP2, "crumbs: " + got);
        });
    }
}
