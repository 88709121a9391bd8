package org.resumelb.jetty.conformance;

import static org.resumelb.jetty.conformance.Case.OK;
import static org.resumelb.jetty.conformance.Case.refused;
import static org.resumelb.jetty.conformance.Case.relayed;
import static org.resumelb.jetty.conformance.Case.same;
import static org.resumelb.jetty.conformance.Case.sameOrRefused;

import java.util.ArrayList;
import java.util.List;

/** Hosts of unusual spelling: as they are or refused; what is no host is refused (RFC 9112 3.2, RFC 3986 3.2). */
final class HostCases {
    private static final String GROUP = "host";

    private HostCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        for (String host : List.of(
                "Www.Example.com:81",
                "h.",
                "h.example.:80",
                "[::1]",
                "[::1]:81",
                "[2001:DB8::1]",
                "127.0.0.1",
                "127.0.0.1:65535",
                "xn--bcher-kva.example",
                "my_host",
                "1",
                "a-.b",
                "h:80")) {
            cases.add(relayed(GROUP, "passed: " + host, get(host), OK, (request, answer) -> {
                same(List.of(host), request.values("Host"));
                same(200, answer.status());
            }));
        }
        cases.add(relayed(
                        GROUP,
                        "passed: white space around it",
                        get("\t h \t"),
                        OK,
                        (request, answer) -> same(List.of("h"), request.values("Host")))
                .fromHttp1());
        for (String host : List.of(
                "h:0",
                "h:",
                "b\u00c3\u00bccher.example",
                "a,b",
                "h%2e",
                "a..b",
                "256.1.1.1",
                "[fe80::1%25eth0]",
                "h".repeat(300),
                "*",
                "-",
                "a;b")) {
            cases.add(sameOrRefused(
                    GROUP,
                    "same or refused: " + shown(host),
                    get(host),
                    request -> same(List.of(host), request.values("Host"))));
        }
        cases.add(sameOrRefused(
                        GROUP, "empty: same or refused", get(""), request -> same(List.of(""), request.values("Host")))
                .fromHttp1());
        for (String host : List.of(
                "u:p@h",
                "u@h",
                "a b",
                "h/x",
                "h?x",
                "h#x",
                "h\\x",
                "<h>",
                "h:x",
                "h:-1",
                "[::1",
                "h:80:81",
                "h:\u00e1",
                "[h]x",
                "a\tb")) {
            cases.add(refused(GROUP, "refused: " + shown(host), get(host)));
        }
        // A parser of HTTP/2 makes a number of it, whatever it was.
        cases.add(refused(GROUP, "refused: h:+80", get("h:+80")).fromHttp1());
        cases.addAll(withoutBrackets());
        cases.add(refused(GROUP, "refused: the same host twice", "GET /x HTTP/1.1\r\nHost: h\r\nHost: h\r\n\r\n")
                .fromHttp1());
        cases.add(refused(GROUP, "refused: two hosts", "GET /x HTTP/1.1\r\nHost: h\r\nHost: other\r\n\r\n"));
        cases.add(refused(GROUP, "refused: no host", "GET /x HTTP/1.1\r\n\r\n").fromHttp1());
        return cases;
    }

    /** What it was is known no more behind a parser of HTTP/2 that puts the brackets around it: one reading is left. */
    private static List<Case> withoutBrackets() {
        return List.of(
                refused(GROUP, "refused: ::1", get("::1")).fromHttp1(),
                sameOrRefused(
                                GROUP,
                                "::1 is refused, or is [::1]",
                                get("::1"),
                                request -> same(List.of("[::1]"), request.values("Host")))
                        .fromHttp2());
    }

    private static String shown(String host) {
        if (host.length() > 100) {
            return host.length() + " letters";
        }
        return host.replace("\u00c3\u00bc", "&#252;")
                .replace("<", "&lt;")
                .replace("\t", "&#9;")
                .replace("\u00e1", "&#225;");
    }

    private static String get(String host) {
        return "GET /x HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
    }
}
