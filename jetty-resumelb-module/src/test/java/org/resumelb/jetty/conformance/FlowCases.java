package org.resumelb.jetty.conformance;

import static org.resumelb.jetty.conformance.Case.OK;
import static org.resumelb.jetty.conformance.Case.relayed;
import static org.resumelb.jetty.conformance.Case.same;
import static org.resumelb.jetty.conformance.Case.that;

import java.util.List;

/** What happens when: streams, interim answers, sides that leave. */
final class FlowCases {
    private static final String GROUP = "flow";
    private static final String GET = "GET /x HTTP/1.1\r\nHost: h\r\n\r\n";
    private static final String POST = "POST /x HTTP/1.1\r\nHost: h\r\n";
    private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final String CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";
    private static final String LINK = "Link: </a.css>; rel=preload\r\n\r\n";

    private FlowCases() {}

    static List<Case> all() {
        return List.of(
                flow("each event arrives before the next is sent", FlowCases::events),
                flow("the head arrives before the body begins", FlowCases::headFirst),
                flow("question and answer within one exchange", FlowCases::pingPong),
                flow("an answer before the request's end", FlowCases::earlyAnswer),
                flow("an answer before the request's end, chunked", FlowCases::earlyAnswerToChunks),
                flow("a refusal to a body of 3 MB that nobody reads", FlowCases::unreadBody)
                        .toHttp1(),
                flow("two requests on a connection are answered in order", FlowCases::pipeline)
                        .fromHttp1(),
                flow("100 Continue comes from the worker", FlowCases::continued),
                flow("100 Continue is awaited in vain, the body comes", FlowCases::eagerBody),
                flow("a refusal instead of 100 Continue", FlowCases::refusedBody),
                interim("103 Early Hints, then the answer", "HTTP/1.1 103 Early Hints\r\n" + LINK, 1),
                interim("two of 103, then the answer", ("HTTP/1.1 103 Early Hints\r\n" + LINK).repeat(2), 2),
                interim("102 Processing, then the answer", "HTTP/1.1 102 Processing\r\n\r\n", 0),
                interim("100 Continue that nobody asked for", CONTINUE, 0),
                flow("a client that ends its sending is served", FlowCases::halfClosed)
                        .fromHttp1(),
                flow("a client that leaves ends the worker's request", FlowCases::clientLeaves),
                flow(
                        "a client that leaves behind its body ends the worker's request",
                        FlowCases::clientLeavesBehindBody),
                flow("a client that leaves ends a stream", FlowCases::clientLeavesStream),
                flow("a client that leaves within its body ends the request", stage -> clientLeavesBody(stage, "1000")),
                flow(
                        "a client that leaves within 3 GB ends the request",
                        stage -> clientLeavesBody(stage, "3000000000")),
                flow("a worker that leaves without an answer: 502", FlowCases::workerLeaves),
                flow("a worker that leaves within its head: 502", FlowCases::workerLeavesHead)
                        .toHttp1(),
                flow("a worker that resets within its body is seen", FlowCases::workerResets));
    }

    private static Case flow(String name, Case.Script script) {
        return new Case(GROUP, name, script);
    }

    private static void events(Stage stage) throws Exception {
        End client = stage.client();
        client.send(GET);
        End worker = stage.worker();
        worker.begin(CHUNKED);
        for (int i = 0; i < 3; i++) {
            worker.piece("data: " + i + "\n\n");
            client.readUntil("data: " + i);
        }
    }

    private static void headFirst(Stage stage) throws Exception {
        End client = stage.client();
        client.send(GET);
        End worker = stage.worker();
        worker.begin(CHUNKED);
        // Who holds it back lets those who listen to events believe that they are not connected.
        same(200, client.readHead().status());
        worker.piece("body");
        worker.finish();
        client.readUntil("body");
    }

    private static void pingPong(Stage stage) throws Exception {
        End client = stage.client();
        client.begin(POST + "Transfer-Encoding: chunked\r\n\r\n");
        client.piece("ping");
        End worker = stage.worker();
        worker.readUntil("ping");
        worker.begin(CHUNKED);
        worker.piece("pong");
        client.readUntil("pong");
        client.piece("ping 2");
        client.finish();
        worker.readUntil("ping 2");
        worker.piece("pong 2");
        worker.finish();
        client.readUntil("pong 2");
    }

    private static void earlyAnswer(Stage stage) throws Exception {
        End client = stage.client();
        client.begin(POST + "Content-Length: 1000\r\n\r\n");
        client.piece("part");
        answerEarly(stage.worker(), client);
    }

    private static void earlyAnswerToChunks(Stage stage) throws Exception {
        End client = stage.client();
        client.begin(POST + "Transfer-Encoding: chunked\r\n\r\n");
        client.piece("part");
        answerEarly(stage.worker(), client);
    }

    private static void answerEarly(End worker, End client) throws Exception {
        worker.readUntil("part");
        worker.send("HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno");
        Message answer = client.read();
        same(413, answer.status());
        same("no", answer.body());
    }

    /** The answer that came counts, though the connection is lost behind it (RFC 9112 9.5). */
    private static void unreadBody(Stage stage) throws Exception {
        End client = stage.client();
        client.begin(POST + "Content-Length: 3000000\r\n\r\n");
        client.piece("part");
        Http1Worker worker = (Http1Worker) stage.worker();
        worker.wire().send("HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno");
        Thread sender = new Thread(() -> {
            try {
                client.piece("x".repeat(2_999_996));
            } catch (java.io.IOException e) {
                // It is not read to its end.
            }
        });
        sender.start();
        worker.wire().close();
        same(413, client.readHead().status());
        client.leave();
        sender.join();
    }

    private static void pipeline(Stage stage) throws Exception {
        stage.origin().answerBySelf(OK);
        Wire client = stage.wire();
        client.send(POST + "Content-Length: 4\r\n\r\nbody" + "GET /y HTTP/1.1\r\nHost: h\r\n\r\n");
        same(200, client.readAnswer("POST").status());
        same(200, client.readAnswer("GET").status());
        List<Message> requests = stage.origin().answered();
        same("body", requests.get(0).body());
        same("/y", requests.get(1).target());
    }

    private static void continued(Stage stage) throws Exception {
        End client = stage.client();
        client.begin(POST + "Expect: 100-continue\r\nContent-Length: 4\r\n\r\n");
        End worker = stage.worker();
        worker.begin(CONTINUE);
        that(client.readHead().status() == 100, "no 100");
        client.piece("body");
        client.finish();
        worker.readUntil("body");
        worker.send(OK);
        same(200, client.read().status());
    }

    /** RFC 9110 10.1.1: a client need not wait for 100, and a server need not send it. */
    private static void eagerBody(Stage stage) throws Exception {
        End client = stage.client();
        client.begin(POST + "Expect: 100-continue\r\nContent-Length: 4\r\n\r\n");
        client.piece("body");
        client.finish();
        End worker = stage.worker();
        worker.readUntil("body");
        worker.send(OK);
        same(200, client.read().status());
    }

    private static void refusedBody(Stage stage) throws Exception {
        End client = stage.client();
        client.begin(POST + "Expect: 100-continue\r\nContent-Length: 4\r\n\r\n");
        stage.worker().send("HTTP/1.1 417 No\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno");
        Message answer = client.read();
        same(417, answer.status());
        same(0, answer.interim().size());
    }

    private static Case interim(String name, String heads, int mustArrive) {
        return relayed(GROUP, name, GET, heads + OK, (request, answer) -> {
            same(200, answer.status());
            same("ok", answer.body());
            if (mustArrive > 0) {
                same(mustArrive, answer.interim().size());
                same(
                        List.of("</a.css>; rel=preload"),
                        Wire.values(answer.interim().get(0), "Link"));
            }
        });
    }

    private static void halfClosed(Stage stage) throws Exception {
        for (String request : List.of(GET, POST + "Content-Length: 4\r\n\r\nbody")) {
            Wire client = stage.wire();
            client.send(request);
            client.shutdownOutput();
            End worker = stage.worker();
            var unused = worker.read();
            worker.send(OK);
            same(200, client.readAnswer("GET").status());
        }
    }

    private static void clientLeaves(Stage stage) throws Exception {
        End client = stage.client();
        client.send(GET);
        End worker = stage.worker();
        client.leave();
        that(worker.ended(), "the worker's exchange goes on");
    }

    private static void clientLeavesBehindBody(Stage stage) throws Exception {
        End client = stage.client();
        client.send(POST + "Content-Length: 4\r\n\r\nbody");
        End worker = stage.worker();
        same("body", worker.read().body());
        client.reset();
        that(worker.ended(), "the worker's exchange goes on");
    }

    private static void clientLeavesStream(Stage stage) throws Exception {
        End client = stage.client();
        client.send(GET);
        End worker = stage.worker();
        worker.begin(CHUNKED);
        worker.piece("event");
        client.readUntil("event");
        client.leave();
        that(worker.ended(), "the worker's exchange goes on");
    }

    private static void clientLeavesBody(Stage stage, String length) throws Exception {
        End client = stage.client();
        client.begin(POST + "Content-Length: " + length + "\r\n\r\n");
        client.piece("part");
        End worker = stage.worker();
        worker.readUntil("part");
        client.reset();
        that(worker.ended(), "the worker's exchange goes on");
    }

    private static void workerLeaves(Stage stage) throws Exception {
        End client = stage.client();
        client.send(POST + "Content-Length: 4\r\n\r\nbody");
        stage.worker().leave();
        same(502, client.read().status());
    }

    private static void workerLeavesHead(Stage stage) throws Exception {
        End client = stage.client();
        client.send(POST + "Content-Length: 4\r\n\r\nbody");
        Wire worker = stage.workerWire();
        worker.readUntil("body");
        worker.send("HTTP/1.1 200 OK\r\nContent-Le");
        worker.close();
        same(502, client.read().status());
    }

    private static void workerResets(Stage stage) throws Exception {
        End client = stage.client();
        client.send(GET);
        End worker = stage.worker();
        worker.begin(CHUNKED);
        worker.piece("part");
        client.readUntil("part");
        worker.reset();
        that(client.seenCut(), "the part looks like the whole");
    }
}
