package org.resumelb.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerAddressTest {
    @ParameterizedTest
    @CsvSource({
        "http://w1:8081,                      http,  w1,            8081, '',     ",
        "http://shop_app_1:8081,              http,  shop_app_1,    8081, '',     ",
        "http://app_1.shop_net:8081/a,        http,  app_1.shop_net, 8081, /a,    ",
        "http://w1:8081/,                     http,  w1,            8081, '',     ",
        "https://w1.example:8443/app,         https, w1.example,    8443, /app,   ",
        "http://w1:8081/a/b//,                http,  w1,            8081, /a/b,   ",
        "http://192.0.2.7:1/a%20b,            http,  192.0.2.7,     1,    /a%20b, ",
        "http://[::1]:65535/app,              http,  [::1],         65535, /app,  ",
        "http://w1:8081;version=7,            http,  w1,            8081, '',     7",
        "' http://w1:8081/app ; version=7.1 ', http, w1,            8081, /app,   7.1",
    })
    void readsSchemeHostPortContextAndVersion(
            String text, String scheme, String host, int port, String context, @Nullable String version) {
        assertEquals(new WorkerAddress(scheme, host, port, context, version), WorkerAddress.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "http://w1:1;protocol=h2c, H2C",
        "https://w1:1/app;version=7;protocol=h2, H2",
        "https://w1:1 ; protocol=http/1.1, HTTP_1_1",
        "http://w1:1, HTTP_1_1"
    })
    void readsTheProtocolAndWritesWhatItReads(String text, WorkerProtocol protocol) {
        WorkerAddress address = WorkerAddress.parse(text);
        assertEquals(protocol, address.protocol());
        assertEquals(address, WorkerAddress.parse(address.text()));
    }

    @ParameterizedTest
    @CsvSource({"http://w1:8081/app;version=7, w1:8081", "https://[2001:db8::1]:80, [2001:db8::1]:80"})
    void theNameIsHostAndPort(String text, String name) {
        assertEquals(name, WorkerAddress.parse(text).name());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "w1",
                "w1:8081",
                "//w1:8081",
                "ftp://w1:21",
                "http:w1:8081",
                "http://w1",
                "http://:8081",
                "http://w1:",
                "http://w1:0",
                "http://w1:65536",
                "http://w1:99999999999",
                "http://w1:-1",
                "http://w1:port",
                "http://::1:8081",
                "http://[::1:8081",
                "http://user@w1:8081",
                "http://w1:8081?q",
                "http://w1:8081#f",
                "http://w1:8081/a b",
                "http://w1 :8081",
                "http://a_b",
                "http://a_b:0",
                "http://a_b:99999",
                "http://user@a_b:8081",
                "http://-a_b:8081",
                "http://a_b..c:8081",
                "http://w1:8081;",
                "http://w1:8081;version=",
                "http://w1:8081;version= ",
                "http://w1:8081;weight=3",
                "http://w1:8081;version=7;weight=3",
                "http://w1:8081;version=7 8",
                "http://w1:8081;version=7;version=8",
                "http://w1:8081;protocol=",
                "http://w1:8081;protocol=h2",
                "https://w1:8081;protocol=h2c",
                "https://w1:8081;protocol=spdy",
            })
    void anythingElseIsRefusedWithTheTextAndTheForm(String text) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> WorkerAddress.parse(text));
        assertEquals(
                text + " (expected: http(s)://host:port[/context][;version=V][;protocol=P])", refused.getMessage());
    }
}
