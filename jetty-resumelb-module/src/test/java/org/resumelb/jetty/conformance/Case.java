package org.resumelb.jetty.conformance;

import java.io.IOException;
import java.net.SocketException;
import java.util.List;
import java.util.function.BiConsumer;
import org.resumelb.jetty.conformance.Wire.Answer;

/** One thing that a proxy must do right. */
record Case(String group, String name, Script script) {
    static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok";

    /** What happens; fails with an error that says what was wrong. */
    interface Script {
        void play(Stage stage) throws Exception;
    }

    /** What both sides must have seen. */
    interface Check {
        void check(String requestHead, String requestBody, Answer answer);
    }

    /** A request that reaches the worker and is answered. */
    static Case relayed(String group, String name, String request, String answer, Check check) {
        return new Case(group, name, stage -> {
            Wire client = stage.client();
            client.send(request);
            Origin.Peer worker = stage.worker();
            String body = worker.body();
            worker.wire().send(answer);
            worker.wire().close();
            check.check(worker.head(), body, client.readAnswer(request.split(" ", 2)[0]));
        });
    }

    /** A request that must not reach the worker as it is: it is refused, or its connection ended. */
    static Case refused(String group, String name, String request) {
        return new Case(group, name, stage -> {
            Wire client = stage.client();
            sendWhileItIsTaken(client, request);
            int status = statusOrEnd(client);
            that(stage.origin().present() == null, "the worker got it");
            that(status == 0 || (status >= 400 && status < 600), "answered with " + status);
        });
    }

    /** A request that is refused, or reaches the worker once, in one harmless reading. It ends its connection. */
    static Case harmless(String group, String name, String request, BiConsumer<String, String> check) {
        return new Case(group, name, stage -> {
            stage.origin().answerBySelf(OK);
            Wire client = stage.client();
            client.send(request);
            int status = statusOrEnd(client);
            that(client.ended(), "the connection stays open");
            List<Origin.Request> requests = stage.origin().answered();
            that(requests.size() <= 1, "the worker got " + requests);
            that(status == 0 || status == 200 || status >= 400, "answered with " + status);
            requests.forEach(got -> check.accept(got.head(), got.body()));
        });
    }

    /** An answer that must not reach the client as it is. */
    static Case contained(String group, String name, String answer, Check check) {
        return new Case(group, name, stage -> {
            Wire client = stage.client();
            client.send("GET /x HTTP/1.1\r\nHost: h\r\n\r\n");
            Origin.Peer worker = stage.worker();
            worker.wire().send(answer);
            worker.wire().close();
            String head = client.readHead();
            if (!head.isEmpty() && !head.startsWith("HTTP/1.1 502")) {
                int status = Integer.parseInt(head.substring(9, 12));
                check.check(
                        head, "", new Answer(status, head, client.readBody(head).text(), "", List.of()));
            }
        });
    }

    /** A long request may be refused, and its connection ended, before it is sent. */
    private static void sendWhileItIsTaken(Wire client, String request) throws IOException {
        try {
            client.send(request);
            client.shutdownOutput();
        } catch (SocketException e) {
            // What came of it, the answer or the connection's end tells.
        }
    }

    private static int statusOrEnd(Wire client) throws IOException {
        try {
            String head = client.readHead();
            return head.length() > 12 ? Integer.parseInt(head.substring(9, 12)) : 0;
        } catch (SocketException e) {
            return 0;
        }
    }

    static void that(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    static void same(Object expected, Object actual) {
        that(expected.equals(actual), "expected: " + expected + " but was: " + actual);
    }
}
