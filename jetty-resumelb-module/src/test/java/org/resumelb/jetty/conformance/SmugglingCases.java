package org.resumelb.jetty.conformance;

import static org.resumelb.jetty.conformance.Case.contained;
import static org.resumelb.jetty.conformance.Case.harmless;
import static org.resumelb.jetty.conformance.Case.same;
import static org.resumelb.jetty.conformance.Case.that;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Requests that two servers could read differently, and answers that a client could. */
final class SmugglingCases {
    private static final String HEAD = "POST /x HTTP/1.1\r\nHost: h\r\nConnection: close\r\n";
    private static final String SMUGGLED = "GET /.resumelb-smuggled HTTP/1.1\r\nHost: h\r\n\r\n";

    /** About the lines of HTTP/1.1, which HTTP/2 does not have. */
    private static final Set<String> OF_HTTP1_ALONE = Set.of(
            "a header without a colon",
            "another protocol",
            "version 3.7",
            "bare LF at the lines' ends",
            "a folded first header");

    private static final Set<String> SAYABLE_IN_HTTP2 =
            Set.of("NUL in a value", "a folded header", "a negative length", "bare CR in a value", "two lengths");

    private SmugglingCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        bodies().forEach((name, rest) ->
                cases.add(harmless("smuggling", name, HEAD + rest, SmugglingCases::oneReading)));
        heads().forEach((name, request) -> {
            Case played = harmless("smuggling", name, request, SmugglingCases::oneReading);
            cases.add(OF_HTTP1_ALONE.contains(name) ? played.fromHttp1() : played);
        });
        answers().forEach((name, answer) -> {
            Case played = contained("splitting", name, answer, SmugglingCases::oneAnswer);
            cases.add(SAYABLE_IN_HTTP2.contains(name) ? played : played.toHttp1());
        });
        return cases;
    }

    /** The request has one framing that nobody can misread, and one host. */
    private static void oneReading(Message request) {
        String head = request.head();
        List<String> lengths = request.values("Content-Length");
        List<String> codings = request.values("Transfer-Encoding");
        that(lengths.size() + codings.size() <= 1, "framed twice: " + head);
        that(codings.isEmpty() || codings.equals(List.of("chunked")), "framed by " + codings);
        that(lengths.stream().allMatch(length -> length.matches("[0-9]+")), "of length " + lengths);
        same(1, request.values("Host").size());
        that(head.matches("\\S+ \\S+ HTTP/[12]\\.[01]\r\n(?s:.*)"), "request line: " + head);
        isClean(head);
        that(
                head.lines().skip(1).allMatch(line -> line.isEmpty() || line.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+:.*")),
                head);
        that(
                !request.body().contains("smuggled")
                        || lengths.size() == 1
                        || codings.size() == 1
                        || head.contains(" HTTP/2.0\r\n"),
                "an unframed body");
    }

    private static void oneAnswer(Message request, Message answer) {
        String head = answer.head();
        that(answer.values("Content-Length").size() <= 1, "two lengths: " + head);
        that(
                answer.values("Content-Length").isEmpty()
                        || answer.values("Transfer-Encoding").isEmpty(),
                "length and chunks: " + head);
        that(!answer.body().contains("HTTP/1.1 200"), "a second answer within: " + answer.body());
        isClean(head);
        that(head.lines().skip(1).noneMatch(line -> line.startsWith(" ")), "a folded line");
    }

    private static void isClean(String head) {
        that(head.indexOf('\0') < 0, "NUL");
        String lines = head.replace("\r\n", "");
        that(!lines.contains("\r") && !lines.contains("\n"), "bare CR or LF");
    }

    private static Map<String, String> bodies() {
        Map<String, String> bodies = new TreeMap<>();
        String chunked = "Transfer-Encoding: chunked\r\n";
        bodies.put("length, then chunks", "Content-Length: 4\r\n" + chunked + "\r\n0\r\n\r\n" + SMUGGLED);
        bodies.put("chunks, then length", chunked + "Content-Length: 4\r\n\r\n0\r\n\r\n" + SMUGGLED);
        bodies.put("two lengths", "Content-Length: 4\r\nContent-Length: 0\r\n\r\nbody" + SMUGGLED);
        bodies.put("the same length twice", "Content-Length: 4\r\nContent-Length: 4\r\n\r\nbody");
        bodies.put("a list of lengths", "Content-Length: 4, 4\r\n\r\nbody");
        bodies.put("a length with a sign", "Content-Length: +4\r\n\r\nbody");
        bodies.put("a negative length", "Content-Length: -1\r\n\r\nbody");
        bodies.put("a length in hexadecimal", "Content-Length: 0x4\r\n\r\nbody");
        bodies.put("a length too great for 64 bits", "Content-Length: 99999999999999999999\r\n\r\nbody");
        bodies.put("an empty length", "Content-Length: \r\n\r\nbody");
        bodies.put("chunked, identity", "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n" + SMUGGLED);
        bodies.put("xchunked", "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + SMUGGLED);
        bodies.put("identity", "Transfer-Encoding: identity\r\nContent-Length: 4\r\n\r\nbody");
        bodies.put("chunked twice", chunked + chunked + "\r\n4\r\nbody\r\n0\r\n\r\n");
        bodies.put("white space before the colon", "Transfer-Encoding : chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n");
        bodies.put(
                "a control character in the coding",
                "Transfer-Encoding: \u000bchunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n");
        bodies.put("a folded coding", "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n" + SMUGGLED);
        bodies.put("chunk size of no digits", chunked + "\r\nzz\r\nbody\r\n0\r\n\r\n");
        bodies.put("chunk size with 0x", chunked + "\r\n0x4\r\nbody\r\n0\r\n\r\n");
        bodies.put("chunk size too great", chunked + "\r\nFFFFFFFFFFFFFFFF4\r\nbody\r\n0\r\n\r\n");
        bodies.put("chunk longer than its size", chunked + "\r\n2\r\nbody\r\n0\r\n\r\n");
        return bodies;
    }

    private static Map<String, String> heads() {
        Map<String, String> heads = new TreeMap<>();
        String get = "GET /x HTTP/1.1\r\nHost: h\r\nConnection: close\r\n";
        heads.put("two hosts", get + "Host: other\r\n\r\n");
        heads.put("no host", "GET /x HTTP/1.1\r\nConnection: close\r\n\r\n");
        heads.put("a host that is none", "GET /x HTTP/1.1\r\nHost: a b/c@d\r\nConnection: close\r\n\r\n");
        heads.put("a folded header", get + "X-A: 1\r\n 2\r\n\r\n");
        heads.put("a folded first header", "GET /x HTTP/1.1\r\n Host: h\r\nHost: h\r\nConnection: close\r\n\r\n");
        heads.put("NUL in a value", get + "X-A: 1\0" + "2\r\n\r\n");
        heads.put("NUL in a name", get + "X\0A: 1\r\n\r\n");
        heads.put("bare CR in a value", get + "X-A: 1\rTransfer-Encoding: chunked\r\n\r\n");
        heads.put("bare LF at the lines' ends", "GET /x HTTP/1.1\nHost: h\nConnection: close\n\n");
        heads.put("bare LF within a value", get + "X-A: 1\nX-B: 2\r\n\r\n");
        heads.put("a header without a colon", get + "nonsense\r\n\r\n");
        heads.put("brackets in a name", get + "X(A): 1\r\n\r\n");
        heads.put("an empty name", get + ": 1\r\n\r\n");
        heads.put("white space in the target", "GET /x y HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
        heads.put("another protocol", "GET /x HTTQ/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
        heads.put("version 3.7", "GET /x HTTP/3.7\r\nHost: h\r\nConnection: close\r\n\r\n");
        heads.put("a method that is no token", "G(T /x HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
        heads.put("a fragment in the target", "GET /x#f HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
        return heads;
    }

    private static Map<String, String> answers() {
        Map<String, String> answers = new TreeMap<>();
        String ok = "HTTP/1.1 200 OK\r\n";
        String second = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged";
        answers.put("two lengths", ok + "Content-Length: 2\r\nContent-Length: 50\r\n\r\nok" + second);
        answers.put(
                "length and chunks",
                ok + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n" + second);
        answers.put("bytes behind the answer", ok + "Content-Length: 2\r\n\r\nok" + second);
        answers.put("a negative length", ok + "Content-Length: -2\r\n\r\nok");
        answers.put("a status of letters", "HTTP/1.1 abc OK\r\nContent-Length: 2\r\n\r\nok");
        answers.put("no HTTP", "SSH-2.0-OpenSSH_9.2\r\n\r\n");
        answers.put("NUL in a value", ok + "X-A: 1\0" + "2\r\nContent-Length: 2\r\n\r\nok");
        answers.put("bare CR in a value", ok + "X-A: 1\rX-B: 2\r\nContent-Length: 2\r\n\r\nok");
        answers.put("a folded header", ok + "X-A: 1\r\n 2\r\nContent-Length: 2\r\n\r\nok");
        answers.put("a chunk size of no digits", ok + "Transfer-Encoding: chunked\r\n\r\nzz\r\nok\r\n0\r\n\r\n");
        answers.put("a header without a colon", ok + "nonsense\r\nContent-Length: 2\r\n\r\nok");
        answers.put(
                "101 that nobody asked for",
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n" + second);
        return answers;
    }
}
