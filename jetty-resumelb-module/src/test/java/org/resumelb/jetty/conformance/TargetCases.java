package org.resumelb.jetty.conformance;

import static org.resumelb.jetty.conformance.Case.OK;
import static org.resumelb.jetty.conformance.Case.refused;
import static org.resumelb.jetty.conformance.Case.relayed;
import static org.resumelb.jetty.conformance.Case.same;
import static org.resumelb.jetty.conformance.Case.sameOrRefused;
import static org.resumelb.jetty.conformance.Case.that;

import java.util.ArrayList;
import java.util.List;

/** Targets: byte for byte, or refused; never something else than what was judged and classified. */
final class TargetCases {
    private static final String GROUP = "target";
    private static final String HOST = " HTTP/1.1\r\nHost: h\r\n\r\n";

    /** Targets that RFC 3986 allows, or that browsers send all the same. */
    private static final List<String> PASSING = List.of(
            "/a%2Fb",
            "/a%2fb",
            "//a//b",
            "/a;v=1/b;w",
            "/;",
            "/a;",
            "/;a=b?c;d",
            "/%25",
            "/a|b",
            "/{x}",
            "/a\"b",
            "/?",
            "/a?x=%2F&y={z}|",
            "/%C3%A9",
            "/%c3%a9",
            "/%E9",
            "/a?b?c",
            "/a?b/../c",
            "/a%20b+c",
            "/~a!$&'()*,:@",
            "/a/./b",
            "/a^b`c",
            "/a%3Fb",
            "/a%23b",
            "/a:b@c",
            "/http://h/x",
            "/[a]",
            "/a%5Cb",
            "/...",
            "/.a");

    /** Targets that are none, or that servers read differently. */
    private static final List<String> DOUBTFUL = List.of(
            "/caf\u00c3\u00a9",
            "/caf\u00e9",
            "/a?caf\u00e9=\u00c3",
            "/%",
            "/%2",
            "/%zz",
            "/a?%",
            "/%00",
            "/a%0d%0ab",
            "/a\\b",
            "/<b>",
            "/a/../b",
            "/a/%2e%2e/b",
            "/a/..;x/b",
            "/a/%2E./b",
            "/..%2fb",
            "/../b",
            "/%c0%ae%c0%ae/b",
            "/a?\u0001",
            "/a\u007fb");

    private TargetCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        PASSING.forEach(target -> cases.add(passes("target " + shown(target), target)));
        DOUBTFUL.forEach(target -> cases.add(sameOrRefused(
                GROUP,
                "same or refused: " + shown(target),
                "GET " + target + HOST,
                request -> same(target, request.target()))));
        cases.add(passes("a target of six kilobytes", "/" + "a".repeat(6_000)));
        cases.add(passes("a query of six kilobytes", "/?" + "a=b&".repeat(1_500)));
        cases.add(refused(GROUP, "a target of a megabyte is refused", "GET /" + "a".repeat(1 << 20) + HOST));
        cases.add(refused(GROUP, "no slash at the beginning is refused", "GET x" + HOST));
        cases.add(refused(GROUP, "an authority for a GET is refused", "GET h:80" + HOST));
        cases.add(refused(GROUP, "an asterisk for a GET is refused", "GET *" + HOST));
        cases.addAll(absolute());
        return cases;
    }

    /** As the manual's table can show it. */
    private static String shown(String target) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < target.length(); i++) {
            char c = target.charAt(i);
            shown.append(c == '|' || c < ' ' || c > '~' || c == '<' ? "&#" + (int) c + ";" : String.valueOf(c));
        }
        return shown.toString();
    }

    private static Case passes(String name, String target) {
        return relayed(GROUP, name, "GET " + target + HOST, OK, (request, answer) -> {
            same(target, request.target());
            same(200, answer.status());
        });
    }

    /** RFC 9112 3.2.2: the authority of a target in absolute form counts, and the worker gets the origin form. */
    private static List<Case> absolute() {
        return List.of(
                absolute("absolute form", "GET http://h/x?y", "/x?y", "h"),
                absolute("absolute form with a port", "GET http://h:81//x", "//x", "h:81"),
                absolute("absolute form with capitals", "GET HTTP://H/x", "/x", "H"),
                absolute("absolute form without a path", "GET http://h", "/", "h"),
                absolute("absolute form with a query and no path", "GET http://h?y", "/?y", "h"),
                absolute("absolute form of another host", "GET http://other.example/x", "/x", "other.example"),
                absolute("absolute form of IPv6", "GET http://[::1]:81/x", "/x", "[::1]:81"),
                refused(GROUP, "absolute form without a host is refused", "GET http:///x" + HOST)
                        .fromHttp1(),
                absolute("absolute form with a user", "GET http://u:p@h/x", "/x", "h"),
                scheme("https", "GET https://h/x"),
                scheme("foo", "GET foo://h/x"));
    }

    private static Case absolute(String name, String line, String target, String host) {
        return sameOrRefused(GROUP, name, line + HOST, request -> {
                    same(target, request.target());
                    that(
                            host.equalsIgnoreCase(String.join("|", request.values("Host"))),
                            "Host " + request.values("Host"));
                })
                .fromHttp1();
    }

    /** A client over plain text does not become one over TLS by saying so. */
    private static Case scheme(String scheme, String line) {
        return sameOrRefused(
                        GROUP,
                        "absolute form with scheme " + scheme + " is believed in nothing",
                        line + HOST,
                        request -> {
                            same("/x", request.target());
                            SchemeCheck.isPlain(request);
                        })
                .fromHttp1();
    }
}
