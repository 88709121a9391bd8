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
    private static final String CLOSE = "Connection: close\r\n\r\n";
    private static final String CHUNKED = "Transfer-Encoding: chunked\r\n";
    private static final String BINARY = "\u001f\u008b\b\0\0\u00ff\r\n\0";

    private BodyCases() {}

    static List<Case> all() {
        String megabyte = "x".repeat(1 << 20);
        String chunksOfIt = ("400\r\n" + "x".repeat(1024) + "\r\n").repeat(1024);
        return List.of(
                request("length 0", "Content-Length: 0\r\n\r\n", ""),
                request("chunks", CHUNKED + "\r\n4\r\nbody\r\n3\r\nmor\r\n0\r\n\r\n", "bodymor"),
                request("chunk extensions", CHUNKED + "\r\n4;a=b;c=\"d\"\r\nbody\r\n0;e\r\n\r\n", "body"),
                request("Chunked with a capital", "Transfer-Encoding: Chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n", "body"),
                request("a megabyte in chunks", CHUNKED + "\r\n" + chunksOfIt + "0\r\n\r\n", megabyte),
                request("compressed", "Content-Encoding: gzip\r\nContent-Length: 9\r\n\r\n" + BINARY, BINARY),
                answer("chunks", "1.1 200 OK\r\n" + CHUNKED + CLOSE + "4\r\nbody\r\n3\r\nmor\r\n0\r\n\r\n", "bodymor"),
                answer("chunk extensions", "1.1 200 OK\r\n" + CHUNKED + CLOSE + "4;a=b\r\nbody\r\n0\r\n\r\n", "body"),
                answer("length 0", "1.1 200 OK\r\nContent-Length: 0\r\n" + CLOSE, ""),
                answer("ended by the connection's end", "1.1 200 OK\r\n" + CLOSE + "to the end", "to the end"),
                answer("HTTP/1.0", "1.0 200 OK\r\nContent-Length: 4\r\n\r\nbody", "body"),
                answer("204", "1.1 204 No Content\r\n" + CLOSE, ""),
                answer("304 with a length", "1.1 304 Not Modified\r\nETag: \"a\"\r\nContent-Length: 9\r\n" + CLOSE, ""),
                kept("range", "206 Partial Content", "Content-Range: bytes 0-3/100", "body"),
                kept(
                        "parts of ranges",
                        "206 Partial Content",
                        "Content-Type: multipart/byteranges; boundary=b",
                        "--b--"),
                kept("unsatisfiable range", "416 Range Not Satisfiable", "Content-Range: bytes */100", ""),
                kept("compressed answer", "200 OK", "Content-Encoding: gzip", BINARY),
                http10Client(),
                cut("an answer shorter than its length is seen to be cut", "Content-Length: 100\r\n" + CLOSE + "part"),
                cut("an answer without its last chunk is seen to be cut", CHUNKED + CLOSE + "4\r\npart\r\n"),
                answerTrailers(),
                requestTrailers());
    }

    private static Case request(String name, String rest, String expected) {
        String request = "POST /x HTTP/1.1\r\nHost: h\r\n" + rest;
        return relayed(GROUP, "request: " + name, request, OK, (head, body, answer) -> {
            same(200, answer.status());
            same(expected.length(), body.length());
            that(expected.equals(body), "another body");
        });
    }

    private static Case answer(String name, String afterVersion, String expected) {
        return relayed(GROUP, "answer: " + name, GET, "HTTP/" + afterVersion, (head, body, answer) -> {
            same(Integer.parseInt(afterVersion.substring(4, 7)), answer.status());
            same(expected, answer.body());
        });
    }

    private static Case kept(String name, String status, String header, String content) {
        String raw =
                "HTTP/1.1 " + status + "\r\n" + header + "\r\nContent-Length: " + content.length() + "\r\n" + CLOSE;
        String request = "GET /x HTTP/1.1\r\nHost: h\r\nRange: bytes=0-3\r\nAccept-Encoding: gzip\r\n\r\n";
        return relayed(GROUP, "answer: " + name, request, raw + content, (head, body, answer) -> {
            same(List.of("bytes=0-3"), Wire.values(head, "Range"));
            same(List.of("gzip"), Wire.values(head, "Accept-Encoding"));
            same(Integer.parseInt(status.substring(0, 3)), answer.status());
            same(List.of(header.split(": ", 2)[1]), answer.values(header.split(":", 2)[0]));
            same(content, answer.body());
        });
    }

    private static Case http10Client() {
        String chunks = "HTTP/1.1 200 OK\r\n" + CHUNKED + CLOSE + "4\r\nbody\r\n0\r\n\r\n";
        return relayed(
                GROUP, "no chunks for HTTP/1.0", "GET /x HTTP/1.0\r\nHost: h\r\n\r\n", chunks, (head, body, answer) -> {
                    same(List.of(), answer.values("Transfer-Encoding"));
                    same("body", answer.body());
                });
    }

    private static Case cut(String name, String rest) {
        return new Case(GROUP, name, stage -> {
            Wire client = stage.client();
            client.send(GET);
            Origin.Peer worker = stage.worker();
            worker.wire().send("HTTP/1.1 200 OK\r\n" + rest);
            worker.wire().close();
            String head = client.readHead();
            if (!head.startsWith("HTTP/1.1 502")) {
                that(!client.readToEnd().endsWith("0\r\n\r\n"), "the part looks like the whole");
            }
        });
    }

    private static Case answerTrailers() {
        String request = "GET /x HTTP/1.1\r\nHost: h\r\nTE: trailers\r\nConnection: TE\r\n\r\n";
        String raw = "HTTP/1.1 200 OK\r\nTrailer: X-Sum\r\n" + CHUNKED + CLOSE + "4\r\nbody\r\n0\r\nX-Sum: 7\r\n\r\n";
        return relayed(GROUP, "answer: trailers", request, raw, (head, body, answer) -> {
            same("body", answer.body());
            same("X-Sum: 7", answer.trailers().strip());
        });
    }

    private static Case requestTrailers() {
        String request = "POST /x HTTP/1.1\r\nHost: h\r\nTrailer: X-Sum\r\n" + CHUNKED
                + "\r\n4\r\nbody\r\n0\r\nX-Sum: 7\r\n\r\n";
        return new Case(GROUP, "request: trailers", stage -> {
            Wire client = stage.client();
            client.send(request);
            Origin.Peer worker = stage.worker();
            Wire.Body body = worker.wire().readBody(worker.head());
            worker.wire().send(OK);
            same(200, client.readAnswer("POST").status());
            same("body", body.text());
            same("X-Sum: 7", body.trailers().strip());
        });
    }
}
