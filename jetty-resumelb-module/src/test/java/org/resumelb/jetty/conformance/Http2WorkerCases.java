package org.resumelb.jetty.conformance;

import static org.resumelb.jetty.conformance.Case.same;
import static org.resumelb.jetty.conformance.Case.that;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.resumelb.jetty.testing.http2.Field;
import org.resumelb.jetty.testing.http2.Http2Stream;

/** What only a worker of HTTP/2 can answer. */
final class Http2WorkerCases {
    private static final String GROUP = "HTTP/2 worker";
    private static final String GET = "GET /x HTTP/1.1\r\nHost: h\r\nTE: trailers\r\nConnection: TE\r\n\r\n";
    private static final String POST = "POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nbody";

    private Http2WorkerCases() {}

    /** What the worker does on its stream. */
    private interface Deed {
        void on(Http2Stream stream) throws Exception;
    }

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        for (String request : List.of(GET, POST)) {
            String method = request.substring(0, request.indexOf(' '));
            cases.add(cut(method + ": a body shorter than its length", request, stream -> {
                stream.head(Field.list(":status", "200", "content-length", "9"), false);
                stream.data("part", true);
            }));
            cases.add(cut(
                    method + ": a length and no body",
                    request,
                    stream -> stream.head(Field.list(":status", "200", "content-length", "9"), true)));
            cases.add(cut(method + ": a body longer than its length", request, stream -> {
                stream.head(Field.list(":status", "200", "content-length", "2"), false);
                stream.data("part", true);
            }));
            cases.add(cut(method + ": a reset within the body", request, stream -> {
                stream.head(Field.list(":status", "200"), false);
                stream.data("part", false);
                stream.reset(Http2Stream.INTERNAL_ERROR);
            }));
            cases.add(answered(method + ": an empty last frame", request, stream -> {
                stream.head(Field.list(":status", "200"), false);
                stream.data("ok", false);
                stream.data("", true);
            }));
        }
        cases.add(status("a reset without an answer: 502", 502, stream -> stream.reset(Http2Stream.INTERNAL_ERROR)));
        cases.add(status("a last word, then the end: 502", 502, stream -> {
            stream.connection().goAway(Integer.MAX_VALUE, Http2Stream.INTERNAL_ERROR);
            stream.connection().close();
        }));
        cases.add(answered("a last word, then the answer", GET, stream -> {
            stream.connection().goAway(stream.id(), 0);
            stream.head(Field.list(":status", "200", "content-length", "2"), false);
            stream.data("ok", true);
        }));
        malformed()
                .forEach((name, head) -> cases.add(status("malformed: " + name + ": 502", 502, stream -> {
                    stream.head(head, false);
                    endWhileItIsTaken(stream);
                })));
        cases.add(status(
                "an interim answer that ends the stream: 502",
                502,
                stream -> stream.head(Field.list(":status", "103"), true)));
        cases.add(cut("a second status behind the body", GET, stream -> {
            stream.head(Field.list(":status", "200"), false);
            stream.data("ok", false);
            stream.head(Field.list(":status", "200"), true);
        }));
        cases.add(cut("trailers that are not the end", GET, stream -> {
            stream.head(Field.list(":status", "200"), false);
            stream.data("ok", false);
            stream.head(Field.list("x-a", "1"), false);
        }));
        cases.add(status("a window that overflows: 502", 502, stream -> stream.update(Integer.MAX_VALUE)));
        cases.add(answered("a reset without an error behind the answer", GET, stream -> {
            stream.head(Field.list(":status", "200"), false);
            stream.data("ok", true);
            stream.reset(0);
        }));
        for (String status : List.of("200", "204", "304")) {
            cases.add(unwantedBody(status));
        }
        cases.add(trailersBehindLength());
        return cases.stream().map(Case::toHttp2).toList();
    }

    /** Behind such a head the other side may have ended the whole connection by now. */
    private static void endWhileItIsTaken(Http2Stream stream) throws IOException {
        try {
            stream.data("ok", true);
        } catch (SocketException e) {
            // What the client gets is what counts.
        }
    }

    private static Map<String, List<Field>> malformed() {
        Map<String, List<Field>> malformed = new LinkedHashMap<>();
        malformed.put("no status", Field.list("x-a", "1"));
        malformed.put("a status of letters", Field.list(":status", "abc"));
        malformed.put("a status of four digits", Field.list(":status", "2000"));
        malformed.put("a status of two digits", Field.list(":status", "20"));
        malformed.put("a status of zeros", Field.list(":status", "000"));
        malformed.put("a status with a sign", Field.list(":status", "-20"));
        malformed.put("two statuses", Field.list(":status", "200", ":status", "500"));
        malformed.put("101", Field.list(":status", "101"));
        malformed.put("a pseudo-field of requests", Field.list(":status", "200", ":path", "/"));
        malformed.put("capitals in a name", Field.list(":status", "200", "X-A", "1"));
        malformed.put("CRLF in a value", Field.list(":status", "200", "x-a", "1\r\nx-b: 2"));
        malformed.put("NUL in a value", Field.list(":status", "200", "x-a", "1\0"));
        malformed.put("two lengths", Field.list(":status", "200", "content-length", "2", "content-length", "3"));
        malformed.put("connection", Field.list(":status", "200", "connection", "close"));
        malformed.put("transfer-encoding", Field.list(":status", "200", "transfer-encoding", "chunked"));
        return malformed;
    }

    private static Case answered(String name, String request, Deed deed) {
        return new Case(GROUP, name, stage -> {
            End client = play(stage, request, deed);
            Message answer = client.read();
            same(200, answer.status());
            same("ok", answer.body());
        });
    }

    private static End play(Stage stage, String request, Deed deed) throws Exception {
        End client = stage.client();
        client.send(request);
        Http2End worker = (Http2End) stage.worker();
        same(request.startsWith("POST") ? "body" : "", worker.read().body());
        deed.on(worker.stream());
        return client;
    }

    private static Case status(String name, int status, Deed deed) {
        return new Case(GROUP, name, stage -> {
            End client = play(stage, GET, deed);
            same(status, client.readHead().status());
        });
    }

    /** The client gets a 502, or sees at once that the answer is not whole. */
    private static Case cut(String name, String request, Deed deed) {
        return new Case(GROUP, name, stage -> {
            End client = play(stage, request, deed);
            try {
                if (client.readHead().status() == 502) {
                    return;
                }
            } catch (EOFException e) {
                return;
            }
            that(client.seenCut(), "the answer looks whole");
        });
    }

    /** What an answer cannot have is no part of it, and of no other: to HEAD, or with a status that has no body. */
    private static Case unwantedBody(String status) {
        String method = status.equals("200") ? "HEAD" : "GET";
        return new Case(GROUP, "a body in an answer to " + method + " with " + status, stage -> {
            End client = stage.client();
            client.send(method + " /x HTTP/1.1\r\nHost: h\r\n\r\n");
            Http2End worker = (Http2End) stage.worker();
            var unused = worker.read();
            worker.stream().head(Field.list(":status", status), false);
            worker.stream().data("body", true);
            Message answer = client.read();
            that(answer.status() == 502 || answer.head().contains(" " + status + " "), answer.head());
            that(answer.status() == 502 || answer.body().isEmpty(), answer.body());
            stage.playNext(client, answer);
        });
    }

    /** As servers of gRPC answer. */
    private static Case trailersBehindLength() {
        return new Case(GROUP, "trailers behind a body with a length", stage -> {
                    End client = play(stage, GET, stream -> {
                        stream.head(Field.list(":status", "200", "content-length", "2"), false);
                        stream.data("ok", false);
                        stream.head(Field.list("grpc-status", "0"), true);
                    });
                    Message answer = client.read();
                    same("ok", answer.body());
                    same("grpc-status: 0", answer.trailers().strip());
                })
                .fromHttp2();
    }
}
