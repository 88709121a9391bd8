package org.resumelb.jetty.conformance;

import static org.resumelb.jetty.conformance.Case.OK;
import static org.resumelb.jetty.conformance.Case.contained;
import static org.resumelb.jetty.conformance.Case.relayed;
import static org.resumelb.jetty.conformance.Case.same;
import static org.resumelb.jetty.conformance.Case.that;

import java.util.ArrayList;
import java.util.List;

/** Headers and statuses of answers. */
final class AnswerCases {
    private static final String GROUP = "answer";
    private static final String GET = "GET /x HTTP/1.1\r\nHost: h\r\n\r\n";
    private static final String LENGTH = "\r\nContent-Length: 2\r\n\r\nok";

    private AnswerCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        cases.add(passed("cookies in their order", "Set-Cookie", "a=1; Path=/", "b=2; HttpOnly", "a=3"));
        cases.add(passed("the worker's Date", "Date", "Mon, 23 Nov 2026 10:00:00 GMT"));
        cases.add(passed("the worker's Server", "Server", "theirs"));
        cases.add(passed("weak ETag", "ETag", "W/\"a b\""));
        cases.add(passed("Location", "Location", "http://elsewhere:1/%2F?a=b|c"));
        cases.add(passed("WWW-Authenticate", "WWW-Authenticate", "Basic realm=\"x\""));
        cases.add(passed("two of WWW-Authenticate", "WWW-Authenticate", "Basic realm=\"x\"", "Bearer"));
        cases.add(passed("several of a name in their order", "X-A", "1", "2", "3"));
        cases.add(passed("without a value", "X-A", ""));
        cases.add(passed("Latin-1", "X-A", "\u00e9\u00df"));
        cases.add(passed("UTF-8", "X-A", "caf\u00c3\u00a9 \u00e2\u0082\u00ac"));
        cases.add(passed("300 cookies", "Set-Cookie", "a=b ".repeat(300).strip().split(" ", -1)));
        for (int kilobytes : List.of(6, 12, 17, 40)) {
            cases.add(passed("a header of " + kilobytes + " KiB", "X-A", "v".repeat(kilobytes * 1_024)));
        }
        cases.add(closesAfterLongHead());
        cases.add(notPassed("header that Connection names", "Connection: X-Hop\r\nX-Hop: 1", "X-Hop")
                .toHttp1());
        cases.add(notPassed("Keep-Alive", "Keep-Alive: timeout=5", "Keep-Alive").toHttp1());
        cases.add(notPassed("Proxy-Connection", "Proxy-Connection: keep-alive", "Proxy-Connection")
                .toHttp1());
        cases.add(notPassed("Upgrade", "Upgrade: h2,h2c\r\nConnection: Upgrade", "Upgrade")
                .toHttp1());
        cases.add(notPassed("no Content-Type is added", "X-A: 1", "Content-Type"));
        cases.add(spaceBeforeColon());
        cases.add(contained(
                GROUP, "the same length twice", "HTTP/1.1 200 OK\r\nContent-Length: 2" + LENGTH, (request, answer) -> {
                    same(List.of("2"), answer.values("Content-Length"));
                    same("ok", answer.body());
                }));
        cases.add(contained(
                GROUP,
                "a list of the same length",
                "HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\n\r\nok",
                (request, answer) -> {
                    that(answer.values("Content-Length").stream().allMatch("2"::equals), answer.head());
                    same("ok", answer.body());
                }));
        cases.add(contained(
                GROUP,
                "two of Content-Type",
                "HTTP/1.1 200 OK\r\nContent-Type: a/b\r\nContent-Type: c/d" + LENGTH,
                (request, answer) -> same(List.of("a/b", "c/d"), answer.values("Content-Type"))));
        cases.add(lineFeedsOnly());
        cases.add(reason("above ASCII", "Cr\u00e9\u00e9"));
        cases.add(reason("above ASCII from its first letter on", "\u00c3\u0089teint"));
        cases.add(bytesBehind("a part of another answer", "HTTP/1.1 200 OK\r\nContent-Le"));
        cases.add(bytesBehind("another answer", OK));
        cases.add(bytesBehind("an empty line", "\r\n"));
        cases.add(bytesBehind("no HTTP", "garbage"));
        for (int status : List.of(104, 110, 199)) {
            cases.add(unknownInterim(status));
        }
        cases.add(ranges());
        for (int status : List.of(203, 226, 299, 300, 402, 418, 421, 451, 499, 507, 599, 999)) {
            cases.add(status(status));
        }
        return cases;
    }

    private static Case passed(String name, String header, String... values) {
        String line = "\r\n" + header + ": ";
        String raw = "HTTP/1.1 200 OK" + line + String.join(line, values) + LENGTH;
        return relayed(GROUP, name, GET, raw, (request, answer) -> {
            same(200, answer.status());
            same(List.of(values), answer.values(header));
            same("ok", answer.body());
        });
    }

    private static Case notPassed(String name, String headers, String absent) {
        return relayed(
                GROUP, "not passed: " + name, GET, "HTTP/1.1 200 OK\r\n" + headers + LENGTH, (request, answer) -> {
                    same(200, answer.status());
                    same(List.of(), answer.values(absent));
                    same("ok", answer.body());
                });
    }

    /** RFC 9112 5.1: a proxy must take the white space away. */
    private static Case spaceBeforeColon() {
        String raw = "HTTP/1.1 200 OK\r\nX-XSS-Protection : 1" + LENGTH;
        return relayed(GROUP, "white space before the colon is taken away", GET, raw, (request, answer) -> {
                    same(200, answer.status());
                    same(List.of("1"), answer.values("X-XSS-Protection"));
                })
                .toHttp1();
    }

    private static Case lineFeedsOnly() {
        String raw = ("HTTP/1.1 200 OK\r\nConnection: close" + LENGTH).replace("\r", "");
        return new Case(GROUP, "LF at the lines' ends", stage -> {
                    End client = stage.client();
                    client.send(GET);
                    Wire worker = stage.workerWire();
                    worker.send(raw);
                    worker.close();
                    Message answer = client.read();
                    that(answer.status() == 502 || answer.body().equals("ok"), answer.head());
                })
                .toHttp1();
    }

    /** What follows an answer is not the next one, wherever the packets end: its connection serves no other request. */
    private static Case bytesBehind(String name, String bytes) {
        return new Case(GROUP, "bytes behind it are not the next: " + name, stage -> {
                    End client = stage.client();
                    client.send(GET);
                    Wire worker = stage.workerWire();
                    worker.send("HTTP/1.1 200 OK" + LENGTH + bytes);
                    Message answer = client.read();
                    same("ok", answer.body());
                    stage.playNext(client, answer);
                    that(worker.ended(), "the worker's connection stays open");
                })
                .toHttp1();
    }

    private static Case reason(String name, String reason) {
        String raw = "HTTP/1.1 200 " + reason + LENGTH;
        return relayed(GROUP, "a reason phrase " + name, GET, raw, (request, answer) -> {
                    same(200, answer.status());
                    same("ok", answer.body());
                })
                .toHttp1();
    }

    private static Case unknownInterim(int status) {
        String raw = "HTTP/1.1 " + status + " Some Reason\r\nX-A: 1\r\n\r\n" + OK;
        return relayed(GROUP, "interim status " + status + ", then the answer", GET, raw, (request, answer) -> {
            same(200, answer.status());
            same("ok", answer.body());
        });
    }

    private static Case ranges() {
        String part = "--b\r\nContent-Range: bytes 0-0/9\r\n\r\na\r\n--b--\r\n";
        String type = "Content-Type: multipart/byteranges; boundary=b\r\nContent-Length: ";
        return relayed(
                GROUP,
                "several ranges",
                "GET /x HTTP/1.1\r\nHost: h\r\nRange: bytes=0-0, 2-2\r\nIf-Range: \"a\"\r\n\r\n",
                "HTTP/1.1 206 Partial Content\r\n" + type + part.length() + "\r\n\r\n" + part,
                (request, answer) -> {
                    same(List.of("bytes=0-0, 2-2"), request.values("Range"));
                    same(List.of("\"a\""), request.values("If-Range"));
                    same(206, answer.status());
                    same(part, answer.body());
                });
    }

    /** However long the head is, the client that wants its connection closed has it closed. */
    private static Case closesAfterLongHead() {
        return new Case(GROUP, "a head of 12 KiB, and the client's Connection: close", stage -> {
                    Wire client = stage.wire();
                    client.send("GET /x HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
                    End worker = stage.worker();
                    worker.send("HTTP/1.1 200 OK\r\nX-A: " + "v".repeat(12_288) + LENGTH);
                    same(200, client.readAnswer("GET").status());
                    that(client.ended(), "the connection stays open");
                })
                .fromHttp1();
    }

    private static Case status(int status) {
        return relayed(
                GROUP, "status " + status, GET, "HTTP/1.1 " + status + " Some Reason" + LENGTH, (request, answer) -> {
                    same(status, answer.status());
                    same("ok", answer.body());
                });
    }
}
