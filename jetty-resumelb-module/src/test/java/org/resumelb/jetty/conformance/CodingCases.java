package org.resumelb.jetty.conformance;

import static org.resumelb.jetty.conformance.Case.OK;
import static org.resumelb.jetty.conformance.Case.contained;
import static org.resumelb.jetty.conformance.Case.harmless;
import static org.resumelb.jetty.conformance.Case.refused;
import static org.resumelb.jetty.conformance.Case.relayed;
import static org.resumelb.jetty.conformance.Case.same;
import static org.resumelb.jetty.conformance.Case.sameOrRefused;
import static org.resumelb.jetty.conformance.Case.that;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Transfer codings, chunks of unusual spelling, and trailers (RFC 9112 6.1 and 7). HTTP/2 has trailers alone. */
final class CodingCases {
    private static final String GROUP = "coding";
    private static final String POST = "POST /x HTTP/1.1\r\nHost: h\r\nConnection: close\r\n";
    private static final String CHUNKED = "Transfer-Encoding: chunked\r\n";
    private static final String BODY = "\r\n4\r\nbody\r\n0\r\n\r\n";

    private CodingCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        for (String coding : List.of("Chunked", "CHUNKED", " chunked ", "\tchunked")) {
            cases.add(passes(
                    "request: spelled '" + coding.replace("\t", "tab ") + "'",
                    "Transfer-Encoding:" + coding + "\r\n" + BODY));
        }
        for (String chunks : List.of(
                "4;a=b;c=\"d\"\r\nbody\r\n0;e",
                "4;a\r\nbody\r\n0",
                "0004\r\nbody\r\n000",
                "4;x=\"a;b\"\r\nbody\r\n0")) {
            cases.add(passes("request: chunks " + chunks.replace("\r\n", " "), CHUNKED + "\r\n" + chunks + "\r\n\r\n"));
        }
        for (String coding : List.of(
                "chunked, chunked",
                "chunked,",
                ",chunked",
                "\"chunked\"",
                "chunked;q=1",
                "identity, chunked",
                "x, chunked")) {
            cases.add(harmless(
                            GROUP,
                            "request: coded " + coding,
                            POST + "Transfer-Encoding: " + coding + "\r\n" + BODY,
                            request -> codedSo(request, coding))
                    .fromHttp1());
        }
        cases.add(harmless(
                        GROUP,
                        "request: coded gzip, chunked is not decoded by half",
                        POST + "Transfer-Encoding: gzip, chunked\r\n" + BODY,
                        request -> codedSo(request, "gzip, chunked"))
                .fromHttp1());
        cases.add(refused(
                        GROUP,
                        "request: coded gzip without chunks is refused",
                        POST + "Transfer-Encoding: gzip\r\n\r\nbody")
                .fromHttp1());
        cases.add(refused(GROUP, "request: an unknown coding is refused", POST + "Transfer-Encoding: x\r\n\r\nbody")
                .fromHttp1());
        for (String chunks : List.of(
                "4 \r\nbody\r\n0", "4\nbody\n0\n", "4;\nxx\r\nbody\r\n0", "4\rbody\r0\r", "4;a=\u0001\r\nbody\r\n0")) {
            String shown =
                    chunks.replace("\r", "&#92;r").replace("\n", "&#92;n").replace("\u0001", "&#1;");
            cases.add(harmless(
                            GROUP,
                            "request: chunks " + shown,
                            POST + CHUNKED + "\r\n" + chunks + "\r\n\r\n",
                            request -> that(request.body().equals("body"), "body " + request.body()))
                    .fromHttp1());
        }
        cases.addAll(answers());
        cases.addAll(trailers());
        return cases;
    }

    private static Case passes(String name, String rest) {
        return relayed(GROUP, name, "POST /x HTTP/1.1\r\nHost: h\r\n" + rest, OK, (request, answer) -> {
                    same("body", request.body());
                    same(200, answer.status());
                })
                .fromHttp1();
    }

    /** The coding has not lost what makes the body what it is; identity and doubled chunks aside, which are no coding. */
    private static void codedSo(Message request, String coding) {
        String got = String.join(", ", request.values("Transfer-Encoding")).toLowerCase(Locale.ROOT);
        for (String name : List.of("gzip", "x")) {
            same(
                    List.of(coding.split(", ", -1)).contains(name),
                    List.of(got.split(", ", -1)).contains(name));
        }
        that(got.isEmpty() || got.endsWith("chunked"), "framed by " + got);
    }

    private static List<Case> answers() {
        String ok = "HTTP/1.1 200 OK\r\n";
        return List.of(
                answer("chunk extensions", ok + CHUNKED + "\r\n4;a=b\r\nbody\r\n0;c\r\n\r\n"),
                answer("Chunked with a capital", ok + "Transfer-Encoding: Chunked\r\n" + BODY),
                answer("chunk sizes with zeros before", ok + CHUNKED + "\r\n0004\r\nbody\r\n0000\r\n\r\n"),
                decoded("gzip, chunked", "Transfer-Encoding: gzip, chunked\r\n" + BODY),
                decoded("gzip", "Transfer-Encoding: gzip\r\n\r\nbody"),
                decoded("an unknown coding", "Transfer-Encoding: x, chunked\r\n" + BODY),
                contained(GROUP, "answer: chunked twice", ok + CHUNKED + CHUNKED + BODY, (request, answer) -> {
                            same("body", answer.body());
                            that(answer.values("Transfer-Encoding").size() <= 1, answer.head());
                        })
                        .toHttp1(),
                contained(
                                GROUP,
                                "answer: identity",
                                ok + "Transfer-Encoding: identity\r\nContent-Length: 4\r\n\r\nbody",
                                (request, answer) -> {
                                    same("body", answer.body());
                                    same(
                                            List.of(),
                                            answer.values("Transfer-Encoding").stream()
                                                    .filter("identity"::equals)
                                                    .toList());
                                })
                        .toHttp1(),
                contained(
                                GROUP,
                                "answer: chunks of HTTP/1.0",
                                "HTTP/1.0 200 OK\r\n" + CHUNKED + BODY,
                                (request, answer) -> same("body", answer.body()))
                        .toHttp1());
    }

    private static Case answer(String name, String text) {
        return relayed(GROUP, "answer: " + name, "GET /x HTTP/1.1\r\nHost: h\r\n\r\n", text, (request, answer) -> {
                    same(200, answer.status());
                    same("body", answer.body());
                })
                .toHttp1();
    }

    /** What is coded must not be passed on as if it were not. */
    private static Case decoded(String name, String rest) {
        return contained(GROUP, "answer: coded " + name, "HTTP/1.1 200 OK\r\n" + rest, (request, answer) -> {
                    String coding = String.join(", ", answer.values("Transfer-Encoding"));
                    that(
                            coding.startsWith("gzip") || coding.startsWith("x"),
                            "no word of the coding: " + answer.head());
                })
                .toHttp1();
    }

    private static List<Case> trailers() {
        return List.of(
                requestTrailers("request: trailers", "Trailer: X-Sum\r\n", "X-Sum: 7", true),
                requestTrailers("request: trailers that were not announced", "", "X-Sum: 7", true),
                requestTrailers("request: no Authorization in trailers", "", "Authorization: Basic eDp5", false),
                requestTrailers("request: no X-Forwarded-For in trailers", "", "X-Forwarded-For: 10.0.0.1", false),
                requestTrailers("request: no Content-Length in trailers", "", "Content-Length: 7", false),
                requestTrailers("request: no Host in trailers", "", "Host: other", false),
                requestTrailers("request: no Transfer-Encoding in trailers", "", "Transfer-Encoding: gzip", false)
                        .fromHttp1(),
                requestTrailers("request: no Resumelb-Class in trailers", "", "Resumelb-Class: other", false),
                answerTrailers("answer: trailers", "Trailer: X-Sum\r\n", "X-Sum: 7", true),
                answerTrailers("answer: trailers that were not announced", "", "X-Sum: 7", true),
                answerTrailers("answer: no Content-Length in trailers", "", "Content-Length: 7", false),
                answerTrailers("answer: no Transfer-Encoding in trailers", "", "Transfer-Encoding: gzip", false)
                        .toHttp1());
    }

    private static Case requestTrailers(String name, String announced, String trailer, boolean passes) {
        String request = "POST /x HTTP/1.1\r\nHost: h\r\n" + announced + CHUNKED + "\r\n4\r\nbody\r\n0\r\n" + trailer
                + "\r\n\r\n";
        if (!passes) {
            return sameOrRefused(GROUP, name, request, got -> {
                same("body", got.body());
                that(
                        !got.trailers().toLowerCase(Locale.ROOT).contains(trailer.toLowerCase(Locale.ROOT)),
                        got.trailers());
                that(!got.values(trailer.split(":", 2)[0]).contains(trailer.split(": ", 2)[1]), "it became a header");
            });
        }
        return relayed(GROUP, name, request, OK, (got, answer) -> {
            same(200, answer.status());
            same("body", got.body());
            same(trailer.toLowerCase(Locale.ROOT), got.trailers().strip().toLowerCase(Locale.ROOT));
        });
    }

    private static Case answerTrailers(String name, String announced, String trailer, boolean passes) {
        String request = "GET /x HTTP/1.1\r\nHost: h\r\nTE: trailers\r\nConnection: TE\r\n\r\n";
        String raw = "HTTP/1.1 200 OK\r\n" + announced + CHUNKED + "\r\n4\r\nbody\r\n0\r\n" + trailer + "\r\n\r\n";
        if (!passes) {
            return contained(GROUP, name, raw, (got, answer) -> {
                same("body", answer.body());
                that(
                        !answer.trailers().toLowerCase(Locale.ROOT).contains(trailer.toLowerCase(Locale.ROOT)),
                        answer.trailers());
            });
        }
        return relayed(GROUP, name, request, raw, (got, answer) -> {
            same("body", answer.body());
            same(trailer.toLowerCase(Locale.ROOT), answer.trailers().strip().toLowerCase(Locale.ROOT));
        });
    }
}
