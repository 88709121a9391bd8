package org.resumelb.jetty.conformance;

import static org.resumelb.jetty.conformance.Case.OK;
import static org.resumelb.jetty.conformance.Case.refused;
import static org.resumelb.jetty.conformance.Case.same;
import static org.resumelb.jetty.conformance.Case.that;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.resumelb.jetty.testing.http2.Field;
import org.resumelb.jetty.testing.http2.Http2Stream;

/** Requests that only HTTP/2 can say. What RFC 9113 calls malformed (8.1.1) must not be passed on. */
final class Http2Cases {
    private static final String GROUP = "HTTP/2";

    private Http2Cases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        malformed().forEach((name, head) -> cases.add(refused(GROUP, "malformed: " + name, head, "")));
        cases.add(refused(GROUP, "malformed: a length and no body", post("content-length", "5"), ""));
        cases.add(refused(GROUP, "malformed: a body longer than its length", post("content-length", "2"), "body"));
        cases.add(shortBody());
        cases.add(trailers("malformed: a pseudo-field in trailers", Field.list(":path", "/y")));
        cases.add(trailers("malformed: capitals in trailers", Field.list("X-A", "1")));
        cases.add(trailers("malformed: CRLF in trailers", Field.list("x-a", "1\r\nx-b: 2")));
        for (String scheme : List.of("https", "foo", "HTTP", "")) {
            cases.add(scheme(scheme));
        }
        cases.add(answered(
                "a host alone",
                Field.list(":method", "GET", ":scheme", "http", ":path", "/x", "host", "h"),
                request -> same(List.of("h"), request.values("Host"))));
        cases.add(answered(
                "host and :authority alike", get("host", "h"), request -> same(List.of("h"), request.values("Host"))));
        cases.add(answered(
                "cookies in crumbs",
                get("cookie", "a=1", "x-a", "b", "cookie", "b=2", "cookie", "c=3"),
                request -> same("a=1; b=2; c=3", String.join("; ", request.values("Cookie")))));
        cases.add(crumbs());
        cases.add(emptyCrumb());
        cases.add(answered("te: trailers", get("te", "trailers"), request -> same("/x", request.target())));
        cases.add(manyStreams());
        cases.add(rapidReset());
        cases.add(windowOverflow());
        cases.add(openTrailers());
        cases.add(answered(
                ":authority counts, where host is written otherwise",
                get("host", "H:80"),
                request -> same(List.of("h"), request.values("Host"))));
        return cases.stream().map(Case::fromHttp2).toList();
    }

    private static List<Field> head(String method, String path, String... more) {
        List<Field> head =
                new ArrayList<>(Field.list(":method", method, ":scheme", "http", ":authority", "h", ":path", path));
        head.addAll(Field.list(more));
        return head;
    }

    private static List<Field> get(String... more) {
        return head("GET", "/x", more);
    }

    private static List<Field> post(String... more) {
        return head("POST", "/x", more);
    }

    private static Map<String, List<Field>> malformed() {
        Map<String, List<Field>> malformed = new LinkedHashMap<>();
        malformed.put("a space in the method", head("GET /admin", "/x"));
        malformed.put("CRLF in the method", head("GET / HTTP/1.1\r\nX-A: 1\r\n\r\nGET", "/x"));
        malformed.put("an empty method", head("", "/x"));
        malformed.put("a space in the path", head("GET", "/x y"));
        malformed.put("a version in the path", head("GET", "/x HTTP/1.1"));
        malformed.put("a tab in the path", head("GET", "/x\ty"));
        malformed.put("CRLF in the path", head("GET", "/x HTTP/1.1\r\nX-A: 1"));
        malformed.put("NUL in the path", head("GET", "/x\0y"));
        malformed.put("an empty path", head("GET", ""));
        malformed.put("a path without a slash", head("GET", "x"));
        malformed.put("an asterisk as a GET's path", head("GET", "*"));
        malformed.put("an absolute path", head("GET", "http://h/x"));
        malformed.put("no method", Field.list(":scheme", "http", ":authority", "h", ":path", "/x"));
        malformed.put("no path", Field.list(":method", "GET", ":scheme", "http", ":authority", "h"));
        malformed.put("no scheme", Field.list(":method", "GET", ":authority", "h", ":path", "/x"));
        malformed.put("no pseudo-field", Field.list("x-a", "1"));
        malformed.put("two methods", get(":method", "POST"));
        malformed.put("two paths", get(":path", "/y"));
        malformed.put("two authorities", get(":authority", "other"));
        malformed.put("two schemes", get(":scheme", "https"));
        malformed.put(
                "a pseudo-field behind a field",
                Field.list(":method", "GET", ":scheme", "http", "x-a", "1", ":path", "/x", ":authority", "h"));
        malformed.put("a pseudo-field that is none", get(":x", "1"));
        malformed.put("a pseudo-field of answers", get(":status", "200"));
        malformed.put(":protocol without CONNECT", get(":protocol", "websocket"));
        malformed.put("CONNECT with a path and no protocol", head("CONNECT", "/x"));
        malformed.put("capitals in a name", get("X-A", "1"));
        malformed.put("a colon in a name", get("x-a:b", "1"));
        malformed.put("a space in a name", get("x a", "1"));
        malformed.put("a colon and a space in a name", get("transfer-encoding: chunked\r\nx", "1"));
        malformed.put("NUL in a name", get("x\0a", "1"));
        malformed.put("an empty name", get("", "1"));
        malformed.put("a byte above ASCII in a name", get("x\u00e9", "1"));
        malformed.put("CRLF in a value", get("x-a", "1\r\nx-b: 2"));
        malformed.put("LF in a value", get("x-a", "1\nx-b: 2"));
        malformed.put("CR in a value", get("x-a", "1\rx-b: 2"));
        malformed.put("NUL in a value", get("x-a", "1\0"));
        malformed.put("connection", get("connection", "close"));
        malformed.put("connection names a header", get("connection", "x-a", "x-a", "1"));
        malformed.put("keep-alive", get("keep-alive", "timeout=5"));
        malformed.put("proxy-connection", get("proxy-connection", "close"));
        malformed.put("transfer-encoding", post("transfer-encoding", "chunked"));
        malformed.put("transfer-encoding and a length", post("transfer-encoding", "chunked", "content-length", "0"));
        malformed.put("upgrade", get("upgrade", "websocket"));
        malformed.put("te but for trailers", get("te", "gzip"));
        malformed.put("two lengths", post("content-length", "0", "content-length", "4"));
        malformed.put("a length with a sign", post("content-length", "+0"));
        malformed.put("a length of letters", post("content-length", "abc"));
        malformed.put("a host that is another than :authority", get("host", "other"));
        malformed.put(
                "a user in :authority",
                Field.list(":method", "GET", ":scheme", "http", ":authority", "u:p@h", ":path", "/x"));
        malformed.put(
                "a space in :authority",
                Field.list(":method", "GET", ":scheme", "http", ":authority", "a b", ":path", "/x"));
        malformed.put(
                "a path in :authority",
                Field.list(":method", "GET", ":scheme", "http", ":authority", "h/y", ":path", "/x"));
        malformed.put(
                "CRLF in :authority",
                Field.list(":method", "GET", ":scheme", "http", ":authority", "h\r\nX-A: 1", ":path", "/x"));
        malformed.put("neither :authority nor host", Field.list(":method", "GET", ":scheme", "http", ":path", "/x"));
        return malformed;
    }

    private static Case answered(String name, List<Field> head, Case.Reading check) {
        return new Case(GROUP, name, stage -> {
            Http2End client = stage.http2Client();
            client.stream().head(head, true);
            End worker = stage.worker();
            check.check(worker.read());
            worker.send(OK);
            same(200, client.read().status());
        });
    }

    private static Case emptyCrumb() {
        return answered(
                "cookies in crumbs, one of them empty",
                get("cookie", "a=1", "cookie", "b=2", "cookie", ""),
                request -> same("a=1; b=2", String.join("; ", request.values("Cookie"))));
    }

    /** RFC 9113 8.2.3: before HTTP/1.1 the crumbs must become one. */
    private static Case crumbs() {
        return answered(
                        "cookies in crumbs become one for HTTP/1.1",
                        get("cookie", "a=1", "cookie", "b=2"),
                        request -> same(List.of("a=1; b=2"), request.values("Cookie")))
                .toHttp1();
    }

    /** Over plain text nothing is https, whatever the client says. */
    private static Case scheme(String scheme) {
        String name = "scheme '" + scheme + "' is believed in nothing";
        return new Case(GROUP, name, stage -> {
            stage.origin().answerBySelf(OK);
            Http2End client = stage.http2Client();
            client.stream()
                    .head(Field.list(":method", "GET", ":scheme", scheme, ":authority", "h", ":path", "/x"), true);
            int status = Case.statusOrEnd(client);
            that(status == 0 || status == 200 || (status >= 400 && status < 500), "answered with " + status);
            stage.origin().answered().forEach(SchemeCheck::isPlain);
        });
    }

    /** The worker may have got the head already; the request is not answered as if its body were whole. */
    private static Case shortBody() {
        return new Case(GROUP, "malformed: a body shorter than its length", stage -> {
            stage.origin().answerBySelf(OK);
            Http2End client = stage.http2Client();
            client.stream().head(post("content-length", "9"), false);
            client.stream().data("body", true);
            int status = Case.statusOrEnd(client);
            that(status == 0 || (status >= 400 && status < 500), "answered with " + status);
            same(List.of(), stage.origin().answered());
        });
    }

    private static Case trailers(String name, List<Field> trailers) {
        return new Case(GROUP, name, stage -> {
            stage.origin().answerBySelf(OK);
            Http2End client = stage.http2Client();
            client.stream().head(post(), false);
            client.stream().data("body", false);
            client.stream().head(trailers, true);
            int status = Case.statusOrEnd(client);
            that(status == 0 || (status >= 400 && status < 500), "answered with " + status);
            same(List.of(), stage.origin().answered());
        });
    }

    /** RFC 9113 8.1: the worker must not take a part of the body for the whole. */
    private static Case openTrailers() {
        return new Case(GROUP, "malformed: trailers that are not the end", stage -> {
            stage.origin().answerBySelf(OK);
            Http2End client = stage.http2Client();
            client.stream().head(post(), false);
            client.stream().data("body", false);
            client.stream().head(Field.list("x-a", "1"), false);
            int status = Case.statusOrEnd(client);
            that(status == 0 || (status >= 400 && status < 500), "answered with " + status);
            same(List.of(), stage.origin().answered());
        });
    }

    private static Case windowOverflow() {
        return new Case(GROUP, "a stream's window that overflows ends the worker's request", stage -> {
            Http2End client = stage.http2Client();
            client.stream().head(get(), true);
            End worker = stage.worker();
            client.stream().update(Integer.MAX_VALUE);
            that(worker.ended(), "the worker's exchange goes on");
        });
    }

    private static Case manyStreams() {
        return new Case(GROUP, "50 requests at once get each its own answer", stage -> {
            var connection = stage.http2();
            List<Http2End> clients = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                Http2End client = new Http2End(connection.open(), true, 10_000);
                client.stream().head(head("GET", "/" + i), true);
                clients.add(client);
            }
            for (int i = 0; i < 50; i++) {
                End worker = stage.worker();
                String target = worker.read().target();
                worker.send("HTTP/1.1 200 OK\r\nContent-Length: " + target.length() + "\r\n\r\n" + target);
            }
            for (int i = 0; i < 50; i++) {
                same("/" + i, clients.get(i).read().body());
            }
        });
    }

    /** What the client has reset is no longer worked for; the client may be sent away. */
    private static Case rapidReset() {
        return new Case(GROUP, "300 requests, each reset at once, leave the next unharmed", stage -> {
            stage.origin().answerBySelf(OK);
            var connection = stage.http2();
            for (int i = 0; i < 300 && !connection.ended(); i++) {
                Http2Stream stream = connection.open();
                try {
                    stream.head(get(), true);
                    stream.reset(Http2Stream.CANCEL);
                } catch (java.io.IOException e) {
                    break;
                }
            }
            Http2End next = stage.http2Client();
            next.stream().head(get(), true);
            same(200, next.read().status());
        });
    }
}
