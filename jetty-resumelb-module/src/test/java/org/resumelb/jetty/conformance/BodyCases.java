package org.resumelb.jetty.conformance;

import static org.resumelb.jetty.conformance.Case.OK;
import static org.resumelb.jetty.conformance.Case.relayed;
import static org.resumelb.jetty.conformance.Case.same;
import static org.resumelb.jetty.conformance.Case.that;

import java.util.List;

/** Bodies both ways: how they are framed, what is in them, and what surrounds them. */
final class BodyCases {
    private static final String GROUP = "body";
    private static final String GET = "GET /x HTTP/1.1\r\nHost: h\r\n\r\n";
    private static final String CHUNKED = "Transfer-Encoding: chunked\r\n";
    private static final String BINARY = "\u001f\u008b\b\0\0\u00ff\r\n\0";
    private static final String ALL_BYTES = allBytes();

    private BodyCases() {}

    static List<Case> all() {
        String megabyte = "x".repeat(1 << 20);
        String chunksOfIt = ("400\r\n" + "x".repeat(1024) + "\r\n").repeat(1024) + Wire.LAST_CHUNK;
        return List.of(
                request("length 0", "Content-Length: 0\r\n\r\n", ""),
                request("chunks", CHUNKED + "\r\n4\r\nbody\r\n3\r\nmor\r\n0\r\n\r\n", "bodymor"),
                request("no chunk but the last", CHUNKED + "\r\n0\r\n\r\n", ""),
                request("a megabyte in chunks", CHUNKED + "\r\n" + chunksOfIt, megabyte),
                request("a megabyte with its length", "Content-Length: 1048576\r\n\r\n" + megabyte, megabyte),
                request("compressed", "Content-Encoding: gzip\r\nContent-Length: 9\r\n\r\n" + BINARY, BINARY),
                request("all bytes", "Content-Length: 256\r\n\r\n" + ALL_BYTES, ALL_BYTES),
                answer("chunks", "1.1 200 OK\r\n" + CHUNKED + "\r\n4\r\nbody\r\n3\r\nmor\r\n0\r\n\r\n", "bodymor"),
                answer("no chunk but the last", "1.1 200 OK\r\n" + CHUNKED + "\r\n0\r\n\r\n", ""),
                answer("length 0", "1.1 200 OK\r\nContent-Length: 0\r\n\r\n", ""),
                answer("a megabyte in chunks", "1.1 200 OK\r\n" + CHUNKED + "\r\n" + chunksOfIt, megabyte),
                answer(
                        "a megabyte with its length",
                        "1.1 200 OK\r\nContent-Length: 1048576\r\n\r\n" + megabyte,
                        megabyte),
                answer("all bytes", "1.1 200 OK\r\nContent-Length: 256\r\n\r\n" + ALL_BYTES, ALL_BYTES),
                answer(
                                "ended by the connection's end",
                                "1.1 200 OK\r\nConnection: close\r\n\r\nto the end",
                                "to the end")
                        .toHttp1(),
                answer("empty, ended by the connection's end", "1.1 200 OK\r\nConnection: close\r\n\r\n", "")
                        .toHttp1(),
                answer("HTTP/1.0", "1.0 200 OK\r\nContent-Length: 4\r\n\r\nbody", "body")
                        .toHttp1(),
                answer("HTTP/1.0 without a length", "1.0 200 OK\r\n\r\nbody", "body")
                        .toHttp1(),
                answer(
                                "HTTP/1.0 that keeps alive",
                                "1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 4\r\n\r\nbody",
                                "body")
                        .toHttp1(),
                answer("no reason phrase", "1.1 200 \r\nContent-Length: 4\r\n\r\nbody", "body")
                        .toHttp1(),
                answer("no reason phrase and no space", "1.1 200\r\nContent-Length: 4\r\n\r\nbody", "body")
                        .toHttp1(),
                kept("range", "206 Partial Content", "Content-Range: bytes 0-3/100", "body"),
                kept(
                        "parts of ranges",
                        "206 Partial Content",
                        "Content-Type: multipart/byteranges; boundary=b",
                        "--b--"),
                kept("unsatisfiable range", "416 Range Not Satisfiable", "Content-Range: bytes */100", ""),
                kept("compressed answer", "200 OK", "Content-Encoding: gzip", BINARY),
                cut("an answer shorter than its length is seen to be cut", "Content-Length: 100\r\n\r\n"),
                cut("an answer without its last chunk is seen to be cut", CHUNKED + "\r\n"));
    }

    private static String allBytes() {
        StringBuilder all = new StringBuilder();
        for (char c = 0; c < 256; c++) {
            all.append(c);
        }
        return all.toString();
    }

    private static Case request(String name, String rest, String expected) {
        String request = "POST /x HTTP/1.1\r\nHost: h\r\n" + rest;
        return relayed(GROUP, "request: " + name, request, OK, (got, answer) -> {
            same(200, answer.status());
            sameBody(expected, got.body());
        });
    }

    private static Case answer(String name, String afterVersion, String expected) {
        return relayed(GROUP, "answer: " + name, GET, "HTTP/" + afterVersion, (request, answer) -> {
            same(Integer.parseInt(afterVersion.substring(4, 7)), answer.status());
            sameBody(expected, answer.body());
        });
    }

    private static void sameBody(String expected, String body) {
        same(expected.length(), body.length());
        that(expected.equals(body), "another body");
    }

    private static Case kept(String name, String status, String header, String content) {
        String raw = "HTTP/1.1 " + status + "\r\n" + header + "\r\nContent-Length: " + content.length() + "\r\n\r\n";
        String request = "GET /x HTTP/1.1\r\nHost: h\r\nRange: bytes=0-3\r\nAccept-Encoding: gzip\r\n\r\n";
        return relayed(GROUP, "answer: " + name, request, raw + content, (got, answer) -> {
            same(List.of("bytes=0-3"), got.values("Range"));
            same(List.of("gzip"), got.values("Accept-Encoding"));
            same(Integer.parseInt(status.substring(0, 3)), answer.status());
            same(List.of(header.split(": ", 2)[1]), answer.values(header.split(":", 2)[0]));
            same(content, answer.body());
        });
    }

    private static Case cut(String name, String rest) {
        return new Case(GROUP, name, stage -> {
            End client = stage.client();
            client.send(GET);
            End worker = stage.worker();
            worker.begin("HTTP/1.1 200 OK\r\n" + rest);
            worker.piece("part");
            worker.leave();
            try {
                if (client.readHead().status() == 502) {
                    return;
                }
            } catch (java.io.EOFException e) {
                return;
            }
            that(client.seenCut(), "the part looks like the whole");
        });
    }
}
