package org.resumelb.tools.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LogFormatsTest {
    private static final String SYSLOG = "Feb  6 12:14:14 localhost haproxy[14389]: ";
    private static final String HAPROXY = "10.0.1.2:33317 [06/Feb/2009:12:14:14.655] http-in static/srv1"
            + " 10/0/30/69/109 200 2750 - - ---- 1/1/1/1/0 0/0 ";

    private final HaproxyFormat haproxy = new HaproxyFormat();
    private final JsonFormat json = new JsonFormat();

    @Test
    void haproxysHttplogIsReadWithTheCapturedHost() {
        assertEquals(
                new LogEntry("GET", "1wt.eu", "/index.html", millis("2009-02-06T12:14:14.655Z"), 2750),
                entry(haproxy.read(SYSLOG + HAPROXY + "{1wt.eu} {} \"GET /index.html HTTP/1.1\"")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "\"GET /a?b HTTP/1.1\"! none /a?b",
                "{Mozilla/5.0 (X11)|A.example:8443} {} \"GET /a HTTP/1.1\"! a.example:8443 /a",
                "{|} \"GET /a HTTP/1.1\"! none /a",
                "\"GET https://b.example/x HTTP/2.0\"! b.example /x",
                "\"GET /a#7Cb HTTP/1.1\" 0/0/0/0/0 c.example/TLSv1.3/TLS_AES_128! none /a%7Cb",
            })
    void haproxysHostIsTheCapturedHeaderThatLooksLikeOne(String rest, String expected) {
        LogEntry entry = entry(haproxy.read(SYSLOG + HAPROXY + rest));
        assertEquals(expected, entry.host() + " " + entry.target());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"<BADREQ>\"", "\"GET /cut-off", ""})
    void haproxysLinesWithoutARequestAreNone(String rest) {
        assertNull(haproxy.read(SYSLOG + HAPROXY + rest));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                // nginx, by hand
                "{'time_local':'20/Feb/2016:05:00:45 +0100','host':'A.example','request':'GET /a?b HTTP/1.1',"
                        + "'body_bytes_sent':'187'}! a.example /a?b 187",
                "{'msec':'1455940845.000','request_method':'GET','http_host':'a.example:8080','uri':'/a','args':'b=c',"
                        + "'bytes_sent':5}! a.example:8080 /a?b=c 5",
                // Caddy
                "{'level':'info','ts':1455940845.0,'request':{'method':'GET','host':'a.example','uri':'/a?b',"
                        + "'headers':{'Accept':['*/*']}},'size':11,'status':200}! a.example /a?b 11",
                // Traefik
                "{'StartUTC':'2016-02-20T04:00:45Z','RequestMethod':'GET','RequestHost':'a.example','RequestPath':'/a',"
                        + "'DownstreamContentSize':12}! a.example /a 12",
                // this load balancer
                "{'time':'2016-02-20T04:00:45.000Z','client':'10.0.0.9','host':'a.example','method':'GET','target':'/a?x=1',"
                        + "'protocol':'HTTP/1.1','status':200,'bytes':15,'userAgent':'curl/8','class':'a.example',"
                        + "'worker':'w:8081','waitMillis':0}! a.example /a?x=1 15",
                // Envoy
                "{'start_time':'2016-02-20T04:00:45.000Z','method':'GET','path':'/a','authority':'a.example:443',"
                        + "'bytes_sent':13,'response_flags':null}! a.example /a 13",
                // ECS
                "{'@timestamp':'2016-02-20T04:00:45Z','http.request.method':'get','url':{'domain':'a.example',"
                        + "'path':'/a','query':'q'},'http':{'response':{'body':{'bytes':14}}}}! a.example /a?q 14",
            })
    void jsonLinesOfManyServersAreUnderstood(String line, String expected) {
        LogEntry entry = entry(json.read(line.replace('\'', '"')));
        assertEquals(expected, entry.host() + " " + entry.target() + " " + entry.bytes());
        assertEquals("GET", entry.method());
        assertEquals(millis("2016-02-20T04:00:45Z"), entry.epochMillis());
    }

    @Test
    void jsonsCharactersBecomeBytesOfTheUri() {
        String line = "{\"method\":\"GET\",\"uri\":\"/caf\\u00e9/\u20ac\",\"host\":\"h\"}";
        String asRead = new String(line.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        assertEquals("/caf%C3%A9/%E2%82%AC", entry(json.read(asRead)).target());
    }

    @Test
    void jsonBehindASyslogPrefixIsFound() {
        String line = "<134>1 2016-02-20T04:00:45Z web nginx - - - {\"method\":\"GET\",\"uri\":\"/a\"}";
        assertEquals("none /a", entry(json.read(line)).host() + " " + entry(json.read(line)).target());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{", "{}", "[]", "{\"method\":\"GET\"}", "{\"uri\":\"/a\"}", "{\"method\":\"GET\",\"uri\":\"*\"}",
                "{\"method\":\"GET\",\"uri\":\"/a\"", "{\"request\":\"-\"}", "{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{}}}}}}"})
    void jsonWithoutARequestIsNone(String line) {
        assertNull(json.read(line));
    }

    private static LogEntry entry(@Nullable LoggedRequest request) {
        assertNotNull(request);
        return request.entry("none");
    }

    private static long millis(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }
}
