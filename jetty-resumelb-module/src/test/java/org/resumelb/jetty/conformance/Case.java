package org.resumelb.jetty.conformance;

import java.io.IOException;
import java.net.SocketException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.resumelb.jetty.testing.http2.Field;

/** One thing that a proxy must do right, whatever protocols clients and workers speak, unless it says which. */
record Case(String group, String name, Set<Front> fronts, Set<Back> backs, Script script) {
    static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    /** What happens; fails with an error that says what was wrong. */
    interface Script {
        void play(Stage stage) throws Exception;
    }

    /** What both sides must have seen. */
    interface Check {
        void check(Message request, Message answer);
    }

    /** What the worker may have seen. */
    interface Reading {
        void check(Message request);
    }

    Case(String group, String name, Script script) {
        this(group, name, EnumSet.allOf(Front.class), EnumSet.allOf(Back.class), script);
    }

    /** What only HTTP/1.1 can say, or is about. */
    Case fromHttp1() {
        return new Case(group, name, EnumSet.of(Front.HTTP1), backs, script);
    }

    Case fromHttp2() {
        return new Case(group, name, EnumSet.of(Front.HTTP2), backs, script);
    }

    /** What only a worker of HTTP/1.1 can answer. */
    Case toHttp1() {
        return new Case(group, name, fronts, EnumSet.of(Back.CLOSES, Back.KEEPS), script);
    }

    Case toHttp2() {
        return new Case(group, name, fronts, EnumSet.of(Back.HTTP2), script);
    }

    /** Whether the case can be played between these. */
    boolean isFor(Front front, Back back) {
        return fronts.contains(front) && backs.contains(back);
    }

    /** A request that reaches the worker and is answered; then another on the same connection, as long as it is kept. */
    static Case relayed(String group, String name, String request, String answer, Check check) {
        return new Case(group, name, stage -> {
            End client = stage.client();
            client.send(request);
            End worker = stage.worker();
            Message got = worker.read();
            worker.send(answer);
            Message answered = client.read();
            check.check(got, answered);
            stage.playNext(client, answered);
        });
    }

    /** A request that must not reach the worker: it is refused as the client's fault, or ended. */
    static Case refused(String group, String name, String request) {
        return new Case(group, name, stage -> {
            stage.origin().answerBySelf(OK);
            if (stage.front() == Front.HTTP2) {
                Http2End client = stage.http2Client();
                sendWhileItIsTaken(client, Http2Form.literally(request));
                refused(stage, statusOrEnd(client));
            } else {
                Wire client = stage.wire();
                sendWhileItIsTaken(client, request);
                refused(stage, statusOrEnd(new Http1Client(client)));
            }
        });
    }

    /** A request of HTTP/2, field by field, that must not reach the worker. */
    static Case refused(String group, String name, List<Field> head, String body) {
        return new Case(group, name, stage -> {
                    stage.origin().answerBySelf(OK);
                    Http2End client = stage.http2Client();
                    sendWhileItIsTaken(client, new Http2Form(head, body, List.of()));
                    refused(stage, statusOrEnd(client));
                })
                .fromHttp2();
    }

    static void refused(Stage stage, int status) {
        List<Message> requests = stage.origin().answered();
        that(requests.isEmpty(), "the worker got " + requests);
        that(isRefusal(status), "answered with " + status);
    }

    private static boolean isRefusal(int status) {
        return status == 0 || (status >= 400 && status < 500) || status == 501 || status == 505;
    }

    /** A request that is refused, or reaches the worker once, in one harmless reading. Over HTTP/1.1 it ends its connection. */
    static Case harmless(String group, String name, String request, Reading check) {
        return new Case(group, name, stage -> {
            stage.origin().answerBySelf(OK);
            boolean http2 = stage.front() == Front.HTTP2;
            Http2Form form = http2 ? Http2Form.literally(request) : new Http2Form(List.of(), "", List.of());
            int status;
            if (http2) {
                Http2End client = stage.http2Client();
                sendWhileItIsTaken(client, form);
                status = statusOrEnd(client);
            } else {
                Wire client = stage.wire();
                sendWhileItIsTaken(client, request);
                status = statusOrEnd(new Http1Client(client));
                that(client.ended(), "the connection stays open");
            }
            List<Message> requests = stage.origin().answered();
            that(requests.size() <= (form.isMalformed() ? 0 : 1), "the worker got " + requests);
            that(status == 200 || isRefusal(status), "answered with " + status);
            requests.forEach(check::check);
        });
    }

    /** A request that reaches the worker as it must, or is refused; afterwards its connection may be used or not. */
    static Case sameOrRefused(String group, String name, String request, Reading check) {
        return new Case(group, name, stage -> {
            stage.origin().answerBySelf(OK);
            End client = stage.client();
            client.send(request);
            int status = statusOrEnd(client);
            List<Message> requests = stage.origin().answered();
            that(status == 200 ? requests.size() == 1 : isRefusal(status), "answered with " + status);
            if (status != 200) {
                same(List.of(), requests);
            }
            requests.forEach(check::check);
        });
    }

    /** An answer that must not reach the client as it is. */
    static Case contained(String group, String name, String answer, Check check) {
        return new Case(group, name, stage -> {
            End client = stage.client();
            client.send("GET /x HTTP/1.1\r\nHost: h\r\n\r\n");
            End worker = stage.worker();
            Message got = worker.read();
            worker.send(answer);
            Message answered;
            try {
                answered = client.read();
            } catch (java.io.EOFException | SocketException e) {
                // It is seen to be none, or to be cut.
                return;
            }
            if (answered.status() != 502) {
                check.check(got, answered);
            }
        });
    }

    /** A long request may be refused, and its connection ended, before it is sent. */
    private static void sendWhileItIsTaken(Wire client, String request) throws IOException {
        try {
            client.send(request);
        } catch (SocketException e) {
            // What came of it, the answer or the connection's end tells.
        }
    }

    private static void sendWhileItIsTaken(Http2End client, Http2Form form) throws IOException {
        try {
            client.send(form);
        } catch (SocketException e) {
            // As above.
        }
    }

    /** The answer's status; 0 when the exchange is ended instead. */
    static int statusOrEnd(End client) throws IOException {
        try {
            return client.readHead().status();
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
