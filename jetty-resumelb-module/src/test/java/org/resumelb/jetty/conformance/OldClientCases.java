package org.resumelb.jetty.conformance;

import static org.resumelb.jetty.conformance.Case.OK;
import static org.resumelb.jetty.conformance.Case.harmless;
import static org.resumelb.jetty.conformance.Case.refused;
import static org.resumelb.jetty.conformance.Case.same;
import static org.resumelb.jetty.conformance.Case.that;

import java.util.List;
import java.util.stream.Stream;

/** Clients of HTTP/1.0 and of no version at all, and clients whose lines end as they like. */
final class OldClientCases {
    private static final String GROUP = "old client";
    private static final String CHUNKS =
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\nX-Sum: 7\r\n\r\n";

    private OldClientCases() {}

    static List<Case> all() {
        return Stream.of(
                        ends("HTTP/1.0", "GET /x HTTP/1.0\r\nHost: h\r\n\r\n", OK, "ok"),
                        ends("HTTP/1.0 without a host", "GET /x HTTP/1.0\r\n\r\n", OK, "ok"),
                        ends("HTTP/1.0, no chunks", "GET /x HTTP/1.0\r\nHost: h\r\n\r\n", CHUNKS, "body"),
                        ends("HTTP/1.0 POST", "POST /x HTTP/1.0\r\nHost: h\r\nContent-Length: 4\r\n\r\nbody", OK, "ok"),
                        ends(
                                "HTTP/1.0, no 103",
                                "GET /x HTTP/1.0\r\nHost: h\r\n\r\n",
                                "HTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\n" + OK,
                                "ok"),
                        ends(
                                "HTTP/1.0 with Proxy-Connection",
                                "GET /x HTTP/1.0\r\nHost: h\r\nProxy-Connection: keep-alive\r\n\r\n",
                                OK,
                                "ok"),
                        ends("Connection: close", "GET /x HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n", OK, "ok"),
                        ends(
                                "Connection: Close among others",
                                "GET /x HTTP/1.1\r\nHost: h\r\nConnection: x, Close\r\n\r\n",
                                OK,
                                "ok"),
                        ends(
                                "Connection: close, no chunk lost",
                                "GET /x HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n",
                                CHUNKS,
                                "body"),
                        ends(
                                "HTTP/1.0, Expect is ignored",
                                "POST /x HTTP/1.0\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\nbody",
                                OK,
                                "ok"),
                        new Case(GROUP, "HTTP/1.0, no 100 for whom sends late", OldClientCases::lateBody),
                        keptOrEnds("HTTP/1.0 with keep-alive", OK, "ok"),
                        keptOrEnds("HTTP/1.0 with keep-alive, no chunks", CHUNKS, "body"),
                        emptyLineBefore(),
                        keepAliveOfHttp11(),
                        refused(GROUP, "HTTP/0.9 is refused", "GET /x\r\n"),
                        refused(GROUP, "HTTP/0.9 with a host is refused", "GET /x\r\nHost: h\r\n\r\n"),
                        harmless(
                                GROUP,
                                "chunks of HTTP/1.0",
                                "POST /x HTTP/1.0\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n",
                                request -> same("body", request.body())),
                        harmless(
                                GROUP,
                                "chunks and length of HTTP/1.0",
                                "POST /x HTTP/1.0\r\nHost: h\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n",
                                request -> same("body", request.body())),
                        harmless(
                                GROUP,
                                "LF at the lines' ends",
                                "GET /x HTTP/1.0\nHost: h\n\n",
                                request -> same(List.of("h"), request.values("Host"))),
                        harmless(
                                GROUP,
                                "version 1.9",
                                "GET /x HTTP/1.9\r\nHost: h\r\nConnection: close\r\n\r\n",
                                request -> same("/x", request.target())))
                .map(Case::fromHttp1)
                .toList();
    }

    /** Answered, whole, without chunks for HTTP/1.0, and the connection ends. */
    private static Case ends(String name, String request, String answer, String expected) {
        return new Case(GROUP, name, stage -> {
            Wire client = stage.wire();
            client.send(request);
            End worker = stage.worker();
            Message got = worker.read();
            same(1, got.values("Host").size());
            same(request.startsWith("POST") ? "body" : "", got.body());
            worker.send(answer);
            Message answered = client.readAnswer(request.split(" ", 2)[0]);
            same(200, answered.status());
            same(expected, answered.body());
            if (request.contains("HTTP/1.0")) {
                same(List.of(), answered.values("Transfer-Encoding"));
                same(List.of(), answered.interim());
            }
            that(client.ended(), "the connection stays open");
        });
    }

    /** RFC 9110 10.1.1: an expectation in a request of HTTP/1.0 is ignored. */
    private static void lateBody(Stage stage) throws Exception {
        Wire client = stage.wire();
        client.send("POST /x HTTP/1.0\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
        End worker = stage.worker();
        client.send("body");
        same("body", worker.read().body());
        worker.send(OK);
        Message answered = client.readAnswer("POST");
        same(200, answered.status());
        same(List.of(), answered.interim());
    }

    /** Kept if the client is told so and knows the length, else ended. */
    private static Case keptOrEnds(String name, String answer, String expected) {
        return new Case(GROUP, name, stage -> {
            Wire client = stage.wire();
            client.send("GET /x HTTP/1.0\r\nHost: h\r\nConnection: keep-alive\r\n\r\n");
            End worker = stage.worker();
            that(worker.read().head().startsWith("GET /x "), "another request");
            worker.send(answer);
            Message answered = client.readAnswer("GET");
            same(200, answered.status());
            same(expected, answered.body());
            same(List.of(), answered.values("Transfer-Encoding"));
            boolean kept = answered.values("Connection").stream().anyMatch("keep-alive"::equalsIgnoreCase);
            if (kept) {
                same(1, answered.values("Content-Length").size());
                client.send("GET /y HTTP/1.0\r\nHost: h\r\n\r\n");
                End again = stage.worker();
                same("/y", again.read().target());
                again.send(OK);
                same("ok", client.readAnswer("GET").body());
            }
            that(client.ended(), "the connection stays open");
        });
    }

    /** RFC 9112 2.2: at least one empty line before a request is ignored. */
    private static Case emptyLineBefore() {
        return Case.relayed(
                GROUP,
                "an empty line before the request",
                "\r\nGET /x HTTP/1.1\r\nHost: h\r\n\r\n",
                OK,
                (request, answer) -> {
                    same("/x", request.target());
                    same(200, answer.status());
                });
    }

    private static Case keepAliveOfHttp11() {
        return Case.relayed(
                GROUP,
                "Connection: keep-alive of HTTP/1.1",
                "GET /x HTTP/1.1\r\nHost: h\r\nConnection: Keep-Alive\r\n\r\n",
                OK,
                (request, answer) -> {
                    same(200, answer.status());
                    that(answer.values("Connection").stream().noneMatch("close"::equalsIgnoreCase), answer.head());
                });
    }
}
