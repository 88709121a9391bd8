package org.resumelb.jetty.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What workers read of where a request came from, from strangers and from trusted proxies. */
class ForwardedFieldsTest {
    private static final String TERMINATOR = """
            GET /x HTTP/1.1\r
            Host: shop.example\r
            X-Forwarded-For: 9.9.9.9\r
            X-Forwarded-For: 8.8.8.8\r
            X-Forwarded-Proto: https\r
            X-Forwarded-Host: www.shop.example\r
            X-Forwarded-Port: 443\r
            X-Forwarded-Prefix: /shop\r
            X-Real-IP: 9.9.9.9\r
            Forwarded: for=9.9.9.9;proto=https\r
            Via: 1.1 terminator\r
            Connection: close\r
            \r
            """;

    @TempDir
    Path base;

    private String arriving(String request, String... properties) throws Exception {
        try (RecordingWorker worker = new RecordingWorker();
                TestBalancer balancer = new TestBalancer(base, worker.url(), properties)) {
            balancer.awaitServing(1);
            String answer = balancer.raw(request);
            assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
            return worker.request();
        }
    }

    private static List<String> values(String request, String name) {
        return RecordingWorker.values(request, name);
    }

    @Test
    void whatStrangersSayIsReplacedByWhatIsKnown() throws Exception {
        String request = arriving(TERMINATOR, "trustedProxies=10.0.0.0/8");
        assertEquals(List.of("127.0.0.1"), values(request, "X-Forwarded-For"));
        assertEquals(List.of("http"), values(request, "X-Forwarded-Proto"));
        assertEquals(List.of("shop.example"), values(request, "X-Forwarded-Host"));
        assertEquals(List.of(), values(request, "X-Forwarded-Port"));
        assertEquals(List.of(), values(request, "X-Forwarded-Prefix"));
        assertEquals(List.of(), values(request, "X-Real-IP"));
        assertEquals(List.of("for=127.0.0.1;by=127.0.0.1;host=shop.example;proto=http"), values(request, "Forwarded"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "trustedProxies=127.0.0.1",
                "trustedProxies=10.0.0.7, 127.0.0.0/8",
                "trustedProxies=::ffff:127.0.0.1"
            })
    void whatATrustedProxySaysIsKeptAndAddedToOnce(String property) throws Exception {
        String request = arriving(TERMINATOR, property);
        assertEquals(List.of("9.9.9.9, 8.8.8.8, 127.0.0.1"), values(request, "X-Forwarded-For"));
        assertEquals(List.of("https"), values(request, "X-Forwarded-Proto"));
        assertEquals(List.of("www.shop.example"), values(request, "X-Forwarded-Host"));
        assertEquals(List.of("443"), values(request, "X-Forwarded-Port"));
        assertEquals(List.of("/shop"), values(request, "X-Forwarded-Prefix"));
        assertEquals(List.of("9.9.9.9"), values(request, "X-Real-IP"));
        assertEquals(
                List.of("for=9.9.9.9;proto=https, for=127.0.0.1;by=127.0.0.1;host=shop.example;proto=http"),
                values(request, "Forwarded"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "X-Forwarded-For: 9.9.9.9 | for=9.9.9.9;host=h",
                "X-Forwarded-For: 9.9.9.9, 2001:db8::1 | for=9.9.9.9;host=h, for=\"[2001:db8::1]\"",
                "X-Forwarded-For: 9.9.9.9:47~X-Forwarded-Proto: https | for=9.9.9.9;host=h;proto=https",
                "X-Forwarded-For: 9.9.9.9~X-Forwarded-Host: www.h:81 | for=9.9.9.9;host=\"www.h:81\"",
                "X-Forwarded-For: a b, ;x, | for=\"a b\";host=h, for=\";x\"",
                "X-Forwarded-For: ;p=1, 1.1.1.1 | for=\";p=1\";host=h, for=1.1.1.1"
            })
    void whatATrustedProxySaysInXForwardedIsInForwardedAsWell(String said, String expected) throws Exception {
        String request = arriving(
                "GET /x HTTP/1.1\r\nHost: h\r\n" + said.replace("~", "\r\n") + "\r\nConnection: close\r\n\r\n",
                "trustedProxies=127.0.0.1");
        assertEquals(
                List.of(expected + ", for=127.0.0.1;by=127.0.0.1;host=h;proto=http"), values(request, "Forwarded"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "for=9.9.9.9 | 9.9.9.9 | http | h",
                "for=9.9.9.9;proto=https;host=\"www.h:81\", For=\"[2001:db8::1]:47\" | 9.9.9.9, 2001:db8::1 | https | www.h:81",
                "proto=https | unknown | https | h",
                "host=\"a;b,\\\"c\" | unknown | http | a;b,\"c"
            })
    void whatATrustedProxySaysInForwardedIsInXForwardedAsWell(String said, String addresses, String proto, String host)
            throws Exception {
        String request = arriving(
                "GET /x HTTP/1.1\r\nHost: h\r\nForwarded: " + said + "\r\nConnection: close\r\n\r\n",
                "trustedProxies=127.0.0.1");
        assertEquals(List.of(addresses + ", 127.0.0.1"), values(request, "X-Forwarded-For"));
        assertEquals(List.of(proto), values(request, "X-Forwarded-Proto"));
        assertEquals(List.of(host), values(request, "X-Forwarded-Host"));
        assertEquals(List.of(said + ", for=127.0.0.1;by=127.0.0.1;host=h;proto=http"), values(request, "Forwarded"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Forwarded: for=\"",
                "Forwarded: for=1.1.1.1, for=\"\\\"",
                "X-Forwarded-For:",
                "X-Forwarded-For: ,"
            })
    void whatNothingCanBeAddedToIsReplaced(String said) throws Exception {
        String request = arriving(
                "GET /x HTTP/1.1\r\nHost: h\r\n" + said + "\r\nConnection: close\r\n\r\n", "trustedProxies=127.0.0.1");
        assertEquals(List.of("127.0.0.1"), values(request, "X-Forwarded-For"));
        assertEquals(List.of("for=127.0.0.1;by=127.0.0.1;host=h;proto=http"), values(request, "Forwarded"));
    }

    /** As in CVE-2022-31813: the proxy would be taken for the client. */
    @Test
    void whatATrustedProxySaysItsClientCannotTakeAway() throws Exception {
        String request = arriving("""
                GET /x HTTP/1.1\r
                Host: h\r
                X-Forwarded-For: 9.9.9.9\r
                X-Real-IP: 9.9.9.9\r
                Connection: close, X-Forwarded-For, x-real-ip\r
                \r
                """, "trustedProxies=127.0.0.1");
        assertEquals(List.of("9.9.9.9, 127.0.0.1"), values(request, "X-Forwarded-For"));
        assertEquals(List.of("9.9.9.9"), values(request, "X-Real-IP"));
    }

    @Test
    void aTrustedProxyThatSaysOnlyHowItWasAskedIsBelieved() throws Exception {
        String request = arriving(
                "GET /x HTTP/1.1\r\nHost: h\r\nX-Forwarded-Proto: https\r\nConnection: close\r\n\r\n",
                "trustedProxies=127.0.0.1");
        assertEquals(List.of("for=127.0.0.1;by=127.0.0.1;host=h;proto=https"), values(request, "Forwarded"));
        assertEquals(List.of("https"), values(request, "X-Forwarded-Proto"));
    }

    /** Programs that get fields as variables would send their own requests there (CVE-2016-5385 and others). */
    @ParameterizedTest
    @ValueSource(strings = {"Proxy", "PROXY", "proxy"})
    void nobodyCanSayWhichProxyAProgramShallUse(String name) throws Exception {
        String request = arriving(
                "GET /x HTTP/1.1\r\nHost: h\r\n" + name + ": http://forged/\r\nProxy-Kept: kept\r\n"
                        + "Connection: close\r\n\r\n",
                "trustedProxies=127.0.0.1");
        assertFalse(request.contains("forged"), request);
        assertEquals(List.of("kept"), values(request, "Proxy-Kept"));
    }

    @Test
    void aTrustedProxyThatSaysNothingIsItselfTheClient() throws Exception {
        String request =
                arriving("GET /x HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n", "trustedProxies=127.0.0.1");
        assertEquals(List.of("127.0.0.1"), values(request, "X-Forwarded-For"));
        assertEquals(List.of("http"), values(request, "X-Forwarded-Proto"));
        assertEquals(List.of("h"), values(request, "X-Forwarded-Host"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded",
                "X-Forwarded-By",
                "X-Forwarded-Server",
                "X-Forwarded-Ssl",
                "x-forwarded-anything",
                "X_Forwarded_For",
                "X-Forwarded_Proto",
                "x_real_ip",
                "X-Client-IP",
                "X-Proxied-Https",
                "Proxy-ssl-id",
                "PROXY_SSL_ID",
                "Proxy-auth-cert",
                "Front-End-Https",
                "Resumelb_Class",
                "RESUMELB-CLASS",
                "resumelb_classifier",
                "Resumelb-_x"
            })
    void noStrangersFieldOfThisKindPasses(String name) throws Exception {
        String request = arriving(
                "GET /x HTTP/1.1\r\nHost: h\r\n" + name + ": forged\r\nX-Kept: kept\r\nConnection: close\r\n\r\n");
        assertFalse(request.contains("forged"), request);
        assertEquals(List.of("kept"), values(request, "X-Kept"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Resumelb_Class", "Resumelb-Class", "X_Forwarded_For", "x_real-ip"})
    void nobodyIsTrustedWithOurOwnFieldsNorWithUnderscores(String name) throws Exception {
        String request = arriving(
                "GET /x HTTP/1.1\r\nHost: h\r\n" + name + ": forged\r\nConnection: close\r\n\r\n",
                "trustedProxies=0.0.0.0/0,::/0");
        assertFalse(request.contains("forged"), request);
    }

    @Test
    void theSameHoldsOverHttp2() throws Exception {
        try (RecordingWorker worker = new RecordingWorker();
                TestBalancer balancer = new TestBalancer(base, worker.url());
                RawHttp2 client = new RawHttp2(balancer.port())) {
            balancer.awaitServing(1);
            String[] forged = {
                "x-forwarded-for", "forged", "x-forwarded-prefix", "forged", "forwarded", "for=forged", "x-real-ip",
                "forged", "resumelb-class", "forged", "resumelb_class", "forged", "via", "1.1 other"
            };
            client.headers(1, true, RawHttp2.request("GET", "/x", forged));
            assertEquals("200 ok", client.answer(1));
            String request = worker.request();
            assertFalse(request.contains("forged"), request);
            String via = balancer.context().viaName();
            assertEquals(List.of("1.1 other, 2.0 " + via), values(request, "Via"));
        }
    }

    @Test
    void trailersCannotSayWhatHeadsMustNot() throws Exception {
        String request = arriving("""
                POST /x HTTP/1.1\r
                Host: h\r
                Transfer-Encoding: chunked\r
                Trailer: X-Checksum\r
                Connection: close\r
                \r
                2\r
                hi\r
                0\r
                X-Checksum: kept\r
                Authorization: forged\r
                Cookie: forged\r
                X-Forwarded-For: forged\r
                X_Forwarded_For: forged\r
                Forwarded: for=forged\r
                X-Real-IP: forged\r
                Via: forged\r
                Host: forged\r
                Content-Length: 77\r
                Content-Encoding: forged\r
                Transfer-Encoding: forged\r
                Expect: forged\r
                Range: forged\r
                Resumelb-Class: forged\r
                Resumelb_Class: forged\r
                Proxy: forged\r
                \r
                """);
        assertTrue(request.toLowerCase(Locale.ROOT).contains("x-checksum: kept"), request);
        assertFalse(request.contains("forged"), request);
        // Not the number alone, which may be part of the request's id.
        assertFalse(request.contains(": 77"), request);
    }

    @Test
    void overHttp2TrailersCannotEither() throws Exception {
        try (RecordingWorker worker = new RecordingWorker();
                TestBalancer balancer = new TestBalancer(base, worker.url());
                RawHttp2 client = new RawHttp2(balancer.port())) {
            balancer.awaitServing(1);
            client.headers(1, false, RawHttp2.request("POST", "/x"));
            client.data(1, false, "hi");
            client.headers(1, true, "x-checksum", "kept", "authorization", "forged", "x-forwarded-for", "forged");
            assertEquals("200 ok", client.answer(1));
            assertTrue(worker.request().toLowerCase(Locale.ROOT).contains("x-checksum: kept"), worker.request());
            assertFalse(worker.request().contains("forged"), worker.request());
        }
    }

    @Test
    void cookiesSplitOverHttp2ArriveOnOneLine() throws Exception {
        try (RecordingWorker worker = new RecordingWorker();
                TestBalancer balancer = new TestBalancer(base, worker.url());
                RawHttp2 client = new RawHttp2(balancer.port())) {
            balancer.awaitServing(1);
            String[] cookies = {"cookie", "a=1", "x-a", "1", "cookie", "b=\"2; 3\"", "cookie", "c="};
            client.headers(1, true, RawHttp2.request("GET", "/x", cookies));
            assertEquals("200 ok", client.answer(1));
            assertEquals(List.of("a=1; b=\"2; 3\"; c="), values(worker.request(), "Cookie"));
            assertEquals(List.of("1"), values(worker.request(), "X-A"));
        }
    }

    @Test
    void connectionCannotTakeAwayWhatTheLoadBalancerAdds() throws Exception {
        String request = arriving("""
                GET /x HTTP/1.1\r
                Host: h\r
                Connection: close, X-Forwarded-For, Via, Resumelb-Class, Forwarded, Host\r
                \r
                """);
        assertEquals(List.of("127.0.0.1"), values(request, "X-Forwarded-For"));
        assertEquals(1, values(request, "Via").size());
        assertEquals(1, values(request, "Forwarded").size());
        assertEquals(List.of("h"), values(request, "Resumelb-Class"));
        assertEquals(List.of("h"), values(request, "Host"));
    }

    @Test
    void valuesInUtf8ArriveByteForByte() throws Exception {
        String request =
                arriving("GET /x HTTP/1.1\r\nHost: h\r\nX-A: \u00c3\u00a9 \u00e9\u00ff\r\nConnection: close\r\n\r\n");
        assertEquals(List.of("\u00c3\u00a9 \u00e9\u00ff"), values(request, "X-A"));
    }

    @Test
    void linesMayEndInLineFeedsOnly() throws Exception {
        String request = arriving("GET /x HTTP/1.1\nHost: h\nX-A: 1\nConnection: close\n\n");
        assertEquals(List.of("1"), values(request, "X-A"));
    }
}
