package org.resumelb.jetty.conformance;

import static org.resumelb.jetty.conformance.Case.OK;
import static org.resumelb.jetty.conformance.Case.same;
import static org.resumelb.jetty.conformance.Case.that;

import java.util.List;

/** What happens when: streams, interim answers, upgrades, sides that leave. */
final class FlowCases {
    private static final String GET = "GET /x HTTP/1.1\r\nHost: h\r\n\r\n";
    private static final String POST = "POST /x HTTP/1.1\r\nHost: h\r\n";
    private static final String CHUNKED = "HTTP/1.1 200 OK\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final String CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";
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

    private FlowCases() {}

    static List<Case> all() {
        return List.of(
                flow("each event arrives before the next is sent", FlowCases::events),
                flow("the head arrives before the body begins", FlowCases::headFirst),
                flow("question and answer within one exchange", FlowCases::pingPong),
                flow("an answer before the request's end", FlowCases::earlyAnswer),
                flow("two requests on a connection are answered in order", FlowCases::pipeline),
                flow("100 Continue comes from the worker", FlowCases::continued),
                flow("a refusal instead of 100 Continue", FlowCases::refusedBody),
                flow(
                        "103 Early Hints, then the answer",
                        stage -> interim(stage, "103 Early Hints\r\nLink: </a.css>; rel=preload", true)),
                flow("two of 103, then the answer", FlowCases::twoHints),
                flow("102 Processing, then the answer", stage -> interim(stage, "102 Processing", false)),
                flow("100 Continue that nobody asked for", stage -> interim(stage, "100 Continue", false)),
                flow("WebSocket goes both ways", FlowCases::webSocket),
                flow("WebSocket bytes right behind the handshake", FlowCases::eagerWebSocket),
                flow("WebSocket refused by the worker", FlowCases::refusedWebSocket),
                flow("a client that leaves ends the worker's request", FlowCases::clientLeaves),
                flow("a client that leaves ends a stream", FlowCases::clientLeavesStream),
                flow("a client that leaves within its body ends the request", FlowCases::clientLeavesBody),
                flow("a worker that leaves without an answer: 502", FlowCases::workerLeaves),
                flow("a worker that leaves within its head: 502", FlowCases::workerLeavesHead),
                flow("a worker that resets within its body is seen", FlowCases::workerResets));
    }

    private static Case flow(String name, Case.Script script) {
        return new Case("flow", name, script);
    }

    private static void events(Stage stage) throws Exception {
        Wire client = stage.client();
        client.send(GET);
        Wire worker = stage.worker().wire();
        worker.send(CHUNKED);
        for (int i = 0; i < 3; i++) {
            worker.send("9\r\ndata: " + i + "\n\n\r\n");
            client.readUntil("data: " + i);
        }
    }

    private static void headFirst(Stage stage) throws Exception {
        Wire client = stage.client();
        client.send(GET);
        Wire worker = stage.worker().wire();
        worker.send(CHUNKED);
        // Whoever holds the head back holds a long poll's answer back.
        worker.send("1\r\n\n\r\n");
        that(client.readHead().startsWith("HTTP/1.1 200"), "no head");
        worker.send("4\r\nbody\r\n0\r\n\r\n");
        client.readUntil("body");
    }

    private static void pingPong(Stage stage) throws Exception {
        Wire client = stage.client();
        client.send(POST + "Transfer-Encoding: chunked\r\n\r\n4\r\nping\r\n");
        Wire worker = stage.worker().wire();
        worker.readUntil("ping");
        worker.send(CHUNKED + "4\r\npong\r\n");
        client.readUntil("pong");
        client.send("6\r\nping 2\r\n0\r\n\r\n");
        worker.readUntil("ping 2");
        worker.send("6\r\npong 2\r\n0\r\n\r\n");
        client.readUntil("pong 2");
    }

    private static void earlyAnswer(Stage stage) throws Exception {
        Wire client = stage.client();
        client.send(POST + "Content-Length: 1000\r\n\r\npart");
        Wire worker = stage.worker().wire();
        worker.readUntil("part");
        worker.send("HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno");
        same(413, client.readAnswer("POST").status());
    }

    private static void pipeline(Stage stage) throws Exception {
        stage.origin().answerBySelf(OK);
        Wire client = stage.client();
        client.send(POST + "Content-Length: 4\r\n\r\nbody" + "GET /y HTTP/1.1\r\nHost: h\r\n\r\n");
        same(200, client.readAnswer("POST").status());
        same(200, client.readAnswer("GET").status());
        List<Origin.Request> requests = stage.origin().answered();
        same("body", requests.get(0).body());
        that(requests.get(1).head().startsWith("GET /y "), requests.get(1).head());
    }

    private static void continued(Stage stage) throws Exception {
        Wire client = stage.client();
        client.send(POST + "Expect: 100-continue\r\nContent-Length: 4\r\n\r\n");
        Wire worker = stage.worker().wire();
        worker.send(CONTINUE);
        that(client.readHead().startsWith("HTTP/1.1 100"), "no 100");
        client.send("body");
        worker.readUntil("body");
        worker.send(OK);
        same(200, client.readAnswer("POST").status());
    }

    private static void refusedBody(Stage stage) throws Exception {
        Wire client = stage.client();
        client.send(POST + "Expect: 100-continue\r\nContent-Length: 4\r\n\r\n");
        stage.worker().wire().send("HTTP/1.1 417 No\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno");
        Wire.Answer answer = client.readAnswer("POST");
        same(417, answer.status());
        same(0, answer.interim().size());
    }

    private static void interim(Stage stage, String head, boolean mustArrive) throws Exception {
        Wire client = stage.client();
        client.send(GET);
        Wire worker = stage.worker().wire();
        worker.send("HTTP/1.1 " + head + "\r\n\r\n");
        worker.send(OK);
        Wire.Answer answer = client.readAnswer("GET");
        same(200, answer.status());
        same("ok", answer.body());
        if (mustArrive) {
            same(1, answer.interim().size());
            that(
                    answer.interim().get(0).contains("Link: </a.css>; rel=preload"),
                    answer.interim().get(0));
        }
    }

    private static void twoHints(Stage stage) throws Exception {
        Wire client = stage.client();
        client.send(GET);
        Wire worker = stage.worker().wire();
        worker.send("HTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: <b>\r\n\r\n" + OK);
        Wire.Answer answer = client.readAnswer("GET");
        same(200, answer.status());
        same(2, answer.interim().size());
    }

    private static void webSocket(Stage stage) throws Exception {
        Wire client = stage.client();
        client.send(HANDSHAKE);
        Origin.Peer worker = stage.worker();
        same(List.of("websocket"), Wire.values(worker.head(), "Upgrade"));
        worker.wire().send(SWITCHED);
        Wire.Answer answer = client.readAnswer("GET");
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
        Wire client = stage.client();
        client.send(HANDSHAKE + "\u0081\u0002hi");
        Wire worker = stage.worker().wire();
        worker.send(SWITCHED + "\u0081\u0003you");
        same("\u0081\u0002hi", worker.readExactly(4));
        same(101, client.readAnswer("GET").status());
        same("\u0081\u0003you", client.readExactly(5));
    }

    private static void refusedWebSocket(Stage stage) throws Exception {
        Wire client = stage.client();
        client.send(HANDSHAKE);
        stage.worker().wire().send("HTTP/1.1 403 No\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno");
        Wire.Answer answer = client.readAnswer("GET");
        same(403, answer.status());
        same("no", answer.body());
    }

    private static void clientLeaves(Stage stage) throws Exception {
        Wire client = stage.client();
        client.send(GET);
        Wire worker = stage.worker().wire();
        client.close();
        that(worker.ended(), "the worker's connection stays open");
    }

    private static void clientLeavesStream(Stage stage) throws Exception {
        Wire client = stage.client();
        client.send(GET);
        Wire worker = stage.worker().wire();
        worker.send(CHUNKED + "5\r\nevent\r\n");
        client.readUntil("event");
        client.close();
        that(worker.ended(), "the worker's connection stays open");
    }

    private static void clientLeavesBody(Stage stage) throws Exception {
        Wire client = stage.client();
        client.send(POST + "Content-Length: 1000\r\n\r\npart");
        Wire worker = stage.worker().wire();
        worker.readUntil("part");
        client.reset();
        that(worker.ended(), "the worker's connection stays open");
    }

    private static void workerLeaves(Stage stage) throws Exception {
        Wire client = stage.client();
        client.send(POST + "Content-Length: 4\r\n\r\nbody");
        stage.worker().wire().close();
        same(502, client.readAnswer("POST").status());
    }

    private static void workerLeavesHead(Stage stage) throws Exception {
        Wire client = stage.client();
        client.send(POST + "Content-Length: 4\r\n\r\nbody");
        Wire worker = stage.worker().wire();
        worker.readUntil("body");
        worker.send("HTTP/1.1 200 OK\r\nContent-Le");
        worker.close();
        same(502, client.readAnswer("POST").status());
    }

    private static void workerResets(Stage stage) throws Exception {
        Wire client = stage.client();
        client.send(GET);
        Wire worker = stage.worker().wire();
        worker.send(CHUNKED + "4\r\npart\r\n");
        client.readUntil("part");
        worker.reset();
        String rest;
        try {
            rest = client.readToEnd();
        } catch (java.net.SocketException e) {
            rest = "";
        }
        that(!rest.endsWith("0\r\n\r\n"), "the part looks like the whole");
    }
}
