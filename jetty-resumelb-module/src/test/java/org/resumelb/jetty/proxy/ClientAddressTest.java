package org.resumelb.jetty.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose request it is, as classifiers by {@code remoteAddress} see it. */
class ClientAddressTest {
    @TempDir
    Path base;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "192.0.2.1 | X-Forwarded-For: 9.9.9.9 | 127.0.0.1",
                "127.0.0.1 | X-A: 1 | 127.0.0.1",
                "127.0.0.1 | X-Forwarded-For: 9.9.9.9 | 9.9.9.9",
                "127.0.0.1 | X-Forwarded-For: 6.6.6.6, 9.9.9.9 | 9.9.9.9",
                "127.0.0.0/8,10.0.0.0/8 | X-Forwarded-For: 6.6.6.6, 9.9.9.9, 10.1.1.1 | 9.9.9.9",
                "127.0.0.0/8,10.0.0.0/8 | X-Forwarded-For: 10.2.2.2,10.1.1.1 | 10.2.2.2",
                "127.0.0.1 | X-Forwarded-For: 9.9.9.9:4711 | 9.9.9.9",
                "127.0.0.1 | X-Forwarded-For: [2001:db8::1]:4711 | 2001:db8::1",
                "127.0.0.1 | X-Forwarded-For: 2001:db8::1 | 2001:db8::1",
                "127.0.0.0/8,10.0.0.0/8 | X-Forwarded-For: 9.9.9.9, unknown, 10.1.1.1 | 10.1.1.1",
                "127.0.0.1 | X-Forwarded-For: nonsense | 127.0.0.1",
                "127.0.0.1 | Forwarded: for=6.6.6.6, by=x;For=\"[2001:db8::1]:47\";proto=https | 2001:db8::1",
                "127.0.0.1 | Forwarded: proto=https | 127.0.0.1"
            })
    void isTheLastThatNoTrustedProxyHas(String trusted, String field, String client) throws Exception {
        try (RecordingWorker worker = new RecordingWorker();
                TestBalancer balancer = new TestBalancer(base, worker.url(), "trustedProxies=" + trusted)) {
            balancer.awaitServing(1);
            Files.writeString(base.resolve("etc/resumelb-classifier.xml"), """
                    <Configure class="org.resumelb.classifier.RegexClassifier">
                      <Arg>remoteAddress</Arg><Arg>^(?&lt;class&gt;.*)$</Arg>
                    </Configure>""");
            var unused = balancer.balancer().reloadClassifier();
            balancer.raw("GET /x HTTP/1.1\r\nHost: h\r\n" + field + "\r\nConnection: close\r\n\r\n");
            assertEquals(
                    List.of(client.replace(":", "%3A")), RecordingWorker.values(worker.request(), "Resumelb-Class"));
        }
    }
}
