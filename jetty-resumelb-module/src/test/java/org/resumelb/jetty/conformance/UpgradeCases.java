package org.resumelb.jetty.conformance;

import static org.resumelb.jetty.conformance.Case.OK;
import static org.resumelb.jetty.conformance.Case.same;
import static org.resumelb.jetty.conformance.Case.that;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** WebSocket and other upgrades, which only HTTP/1.1 has. */
final class UpgradeCases {
    private static final String TO_HTTP2 = """
            Upgrade: h2c\r
            Connection: Upgrade, HTTP2-Settings\r
            HTTP2-Settings: AAMAAABkAAQAAP__\r
            """;
    private static final String PREFACE_AND_SETTINGS = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u0004\0\0\0\0\0";
    private static final String HANDSHAKE = """
            GET /chat HTTP/1.1\r
            Host: h\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r
            \r
            """;
    private static final String SWITCHED = """
            HTTP/1.1 101 Switching Protocols\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Accept: ICX+Yqv66kxgM0FcWaLWlFLwTAI=\r
            \r
            """;

    private UpgradeCases() {}

    static List<Case> all() {
        return Stream.of(
                        upgrade("WebSocket goes both ways", UpgradeCases::webSocket),
                        upgrade("WebSocket bytes right behind the handshake", UpgradeCases::eagerWebSocket),
                        upgrade("WebSocket refused by the worker", UpgradeCases::refusedWebSocket),
                        upgrade(
                                "WebSocket: a client that leaves ends the worker's connection",
                                UpgradeCases::leftWebSocket),
                        upgrade(
                                "WebSocket: what the worker sends last arrives at a client that sends no more",
                                UpgradeCases::halfClosedWebSocket),
                        upgrade("h2c is the proxy's affair", UpgradeCases::http2),
                        upgrade(
                                "h2c with a body in chunks",
                                stage -> http2WithBody(
                                        stage, "Transfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n")),
                        upgrade(
                                "h2c with a body of a length",
                                stage -> http2WithBody(stage, "Content-Length: 4\r\n\r\nbody")),
                        upgrade("h2c with settings twice is ignored", UpgradeCases::http2SettingsTwice),
                        upgrade("WebSocket: a length in 101 does not pass", UpgradeCases::webSocketWithLength),
                        upgrade("WebSocket: 101 to something else is 502", UpgradeCases::webSocketToOther),
                        upgrade("an upgrade that nobody knows is ignored", UpgradeCases::unknown),
                        upgrade("Upgrade without Connection is ignored or refused", UpgradeCases::notNamed))
                .map(Case::fromHttp1)
                .map(Case::toHttp1)
                .toList();
    }

    private static Case upgrade(String name, Case.Script script) {
        return new Case("upgrade", name, script);
    }

    private static void webSocket(Stage stage) throws Exception {
        Wire client = stage.wire();
        client.send(HANDSHAKE);
        Http1Worker worker = (Http1Worker) stage.worker();
        same(List.of("websocket"), worker.readHead().values("Upgrade"));
        worker.wire().send(SWITCHED);
        Message answer = client.readAnswer("GET");
        same(101, answer.status());
        same(List.of("ICX+Yqv66kxgM0FcWaLWlFLwTAI="), answer.values("Sec-WebSocket-Accept"));
        client.send("\u0081\u0002hi");
        same("\u0081\u0002hi", worker.wire().readExactly(4));
        worker.wire().send("\u0081\u0003you");
        same("\u0081\u0003you", client.readExactly(5));
        worker.wire().close();
        that(client.ended(), "the client's end stays open");
    }

    private static void eagerWebSocket(Stage stage) throws Exception {
        Wire client = stage.wire();
        client.send(HANDSHAKE + "\u0081\u0002hi");
        Wire worker = stage.workerWire();
        worker.send(SWITCHED + "\u0081\u0003you");
        same("\u0081\u0002hi", worker.readExactly(4));
        same(101, client.readAnswer("GET").status());
        same("\u0081\u0003you", client.readExactly(5));
    }

    private static void refusedWebSocket(Stage stage) throws Exception {
        Wire client = stage.wire();
        client.send(HANDSHAKE);
        stage.worker().send("HTTP/1.1 403 No\r\nContent-Length: 2\r\n\r\nno");
        Message answer = client.readAnswer("GET");
        same(403, answer.status());
        same("no", answer.body());
    }

    /** The worker's end of a client's WebSocket connection. */
    private static Wire opened(Stage stage, Wire client) throws Exception {
        client.send(HANDSHAKE);
        Wire worker = stage.workerWire();
        worker.send(SWITCHED);
        same(101, client.readAnswer("GET").status());
        return worker;
    }

    private static void leftWebSocket(Stage stage) throws Exception {
        Wire client = stage.wire();
        Wire worker = opened(stage, client);
        client.close();
        that(worker.ended(), "the worker's end stays open");
    }

    private static void halfClosedWebSocket(Stage stage) throws Exception {
        Wire client = stage.wire();
        Wire worker = opened(stage, client);
        client.send("\u0088\u0000");
        client.shutdownOutput();
        same("\u0088\u0000", worker.readToEnd());
        worker.send("\u0081\u0004last");
        worker.close();
        same("\u0081\u0004last", client.readToEnd());
    }

    private static void webSocketWithLength(Stage stage) throws Exception {
        Wire client = stage.wire();
        client.send(HANDSHAKE);
        Wire worker = stage.workerWire();
        worker.send(SWITCHED.replace("\r\n\r\n", "\r\nContent-Length: 2\r\n\r\n"));
        Message answer = client.readAnswer("GET");
        same(101, answer.status());
        same(List.of(), answer.values("Content-Length"));
        client.send("\u0081\u0002hi");
        same("\u0081\u0002hi", worker.readExactly(4));
    }

    private static void webSocketToOther(Stage stage) throws Exception {
        Wire client = stage.wire();
        client.send(HANDSHAKE);
        stage.workerWire().send(SWITCHED.replace("websocket", "foo"));
        same(502, client.readAnswer("GET").status());
    }

    /** RFC 7540 3.2.1: no upgrade unless the field is there once. */
    private static void http2SettingsTwice(Stage stage) throws Exception {
        Wire client = stage.wire();
        client.send("GET /x HTTP/1.1\r\nHost: h\r\n" + TO_HTTP2 + "HTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n");
        End worker = stage.worker();
        same(List.of(), worker.readHead().values("HTTP2-Settings"));
        worker.send(OK);
        same(200, client.readAnswer("GET").status());
    }

    private static void notNamed(Stage stage) throws Exception {
        stage.origin().answerBySelf(OK);
        Wire client = stage.wire();
        client.send("GET /x HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\n\r\n");
        int status = client.readAnswer("GET").status();
        that(status == 200 || status == 400, "answered with " + status);
        stage.origin().answered().forEach(request -> same(List.of(), request.values("Upgrade")));
    }

    private static void http2(Stage stage) throws Exception {
        Wire client = stage.wire();
        client.send("GET /x HTTP/1.1\r\nHost: h\r\n" + TO_HTTP2 + "\r\n");
        CompletableFuture<Integer> status = statusOrUpgraded(client);
        End worker = stage.worker();
        same(List.of(), worker.readHead().values("Upgrade"));
        same(List.of(), worker.readHead().values("HTTP2-Settings"));
        worker.send(OK);
        that(status.get() == 200 || status.get() == 101, "answered with " + status);
        client.readUntil("ok");
    }

    /** An upgrade may be ignored, and must be where it would lose the body. */
    private static void http2WithBody(Stage stage, String rest) throws Exception {
        Wire client = stage.wire();
        client.send("POST /x HTTP/1.1\r\nHost: h\r\n" + TO_HTTP2 + rest);
        CompletableFuture<Integer> status = statusOrUpgraded(client);
        End worker = stage.worker();
        same("body", worker.read().body());
        worker.send(OK);
        that(status.get() == 200 || status.get() == 101, "answered with " + status);
        // Also over HTTP/2 these two bytes come as they are, in a frame of DATA.
        client.readUntil("ok");
    }

    /** Reads an answer's head, and goes over to HTTP/2 if it says so. */
    private static CompletableFuture<Integer> statusOrUpgraded(Wire client) {
        CompletableFuture<Integer> status = new CompletableFuture<>();
        Thread reader = new Thread(() -> {
            try {
                int came = Wire.message(client.readHead()).status();
                if (came == 101) {
                    client.send(PREFACE_AND_SETTINGS);
                }
                status.complete(came);
            } catch (IOException e) {
                status.completeExceptionally(e);
            }
        });
        reader.start();
        return status;
    }

    private static void unknown(Stage stage) throws Exception {
        Wire client = stage.wire();
        client.send("GET /x HTTP/1.1\r\nHost: h\r\nUpgrade: foo/2\r\nConnection: Upgrade\r\n\r\n");
        End worker = stage.worker();
        same(List.of(), worker.readHead().values("Upgrade"));
        worker.send(OK);
        same(200, client.readAnswer("GET").status());
    }
}
