package org.resumelb.jetty.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resumelb.discovery.DnsWorkers;
import org.resumelb.discovery.WorkerAddress;
import org.resumelb.policy.Policies;
import org.resumelb.pool.EjectionSettings;
import org.resumelb.pool.PoolSettings;
import org.resumelb.pool.ResumeParameter;
import org.resumelb.pool.ResumeSettings;
import org.resumelb.zookeeper.TreePaths;
import org.resumelb.zookeeper.ZooKeeperAccess;

/** What settings mean, and what is said of senseless ones. */
class SettingsReaderTest {
    @TempDir
    Path base;

    @Test
    void withoutPropertiesEachSettingHasItsDefault() {
        Settings expected = new Settings(
                List.of(),
                base.resolve("etc/resumelb-classifier.xml"),
                Policies.DEFAULT,
                new PoolSettings(4.0, 9, 1.0, false, 100_000, 0.25),
                "/",
                "/.resumelb",
                null,
                new Settings.Waiting(1024, 30_000),
                new Settings.Upstream(1024, 2_000, 60_000, 300_000, new Settings.Tls(null, null, true)),
                new Settings.Retries(2, 0.2),
                new Settings.Health(new EjectionSettings(5, 10_000, 300_000), 0, base.resolve("resumelb-drained.txt")),
                null,
                new Settings.Admin("127.0.0.1", 8090));
        assertEquals(expected, SettingsReader.read(Map.of(), base));
    }

    @ParameterizedTest
    @MethodSource("properties")
    void anEmptyOrBlankPropertyHasItsDefault(String property) {
        Settings defaults = SettingsReader.read(Map.of(), base);
        assertEquals(defaults, RecordedProperties.withoutNames(read(property, "")));
        assertEquals(defaults, RecordedProperties.withoutNames(read(property, " \t")));
    }

    static Set<String> properties() {
        return RecordedProperties.readBySettingsReader();
    }

    @Test
    void eachValueArrivesWhereItBelongs() throws IOException {
        Files.writeString(base.resolve("secret"), "s3cret\n");
        Files.writeString(base.resolve("workers"), "http://b:1");
        Files.writeString(base.resolve("credentials"), "digest:lb:s3cret\n");
        Files.writeString(base.resolve("admin-token"), "adm1n\n");
        Files.writeString(base.resolve("page.html"), "<p>gone: é</p>");
        Files.createDirectories(base.resolve("pages"));
        Files.writeString(base.resolve("pages/503.html"), "<p>full</p>");
        Files.writeString(base.resolve("pages/README"), "ours");
        Map<String, String> properties = new HashMap<>(Map.ofEntries(
                Map.entry("resumelb.workers", "http://a:1, https://[::1]:2/app;version=7 , dns+http://shop:8080"),
                Map.entry("resumelb.workersFile", "workers"),
                Map.entry("resumelb.dnsInterval", "700"),
                Map.entry("resumelb.classifier", "conf/../c.xml"),
                Map.entry("resumelb.policy", "least-backlog"),
                Map.entry("resumelb.variance", "1.5"),
                Map.entry("resumelb.backlogHistory", "20"),
                Map.entry("resumelb.unskilledScore", "1e-3"),
                Map.entry("resumelb.singleVersion", "true"),
                Map.entry("resumelb.contextPath", "/shop/eu"),
                Map.entry("resumelb.managementPath", "/internal/resume.lb"),
                Map.entry("resumelb.tokenFile", "secret"),
                Map.entry("resumelb.maxClasses", "7"),
                Map.entry("resumelb.maxClassShare", "0.5"),
                Map.entry("resumelb.maxWaiting", "0"),
                Map.entry("resumelb.waitTimeout", " 1 "),
                Map.entry("resumelb.maxConnectionsPerWorker", "3"),
                Map.entry("resumelb.connectTimeout", "4"),
                Map.entry("resumelb.idleTimeout", "5"),
                Map.entry("resumelb.tunnelIdleTimeout", "6"),
                Map.entry("resumelb.tls.trustStore", ""),
                Map.entry("resumelb.tls.trustStoreType", "JKS"),
                Map.entry("resumelb.tls.trustStorePassword", ""),
                Map.entry("resumelb.tls.trustStorePasswordFile", ""),
                Map.entry("resumelb.tls.keyStore", ""),
                Map.entry("resumelb.tls.keyStoreType", "JKS"),
                Map.entry("resumelb.tls.keyStorePassword", ""),
                Map.entry("resumelb.tls.keyStorePasswordFile", ""),
                Map.entry("resumelb.tls.verifyHost", "false"),
                Map.entry("resumelb.maxRetries", "0"),
                Map.entry("resumelb.retryBudget", "1"),
                Map.entry("resumelb.ejection.failures", "8"),
                Map.entry("resumelb.ejection.baseTime", "70"),
                Map.entry("resumelb.ejection.maxTime", "80"),
                Map.entry("resumelb.stopDelay", "90"),
                Map.entry("resumelb.disconnectPage", "page.html"),
                Map.entry("resumelb.errorPages", "pages"),
                Map.entry("resumelb.drainedFile", "away.txt"),
                Map.entry("resumelb.check", "true"),
                Map.entry("resumelb.admin.host", "localhost"),
                Map.entry("resumelb.admin.port", "-1"),
                Map.entry("resumelb.admin.tokenFile", "admin-token"),
                Map.entry("resumelb.admin.readOnly", "true"),
                Map.entry("resumelb.admin.hosts", "LB1.example, fd00::1"),
                Map.entry("resumelb.trustedProxies", "10.0.0.7, fd00::/8"),
                Map.entry("resumelb.maxConnections", "11"),
                Map.entry("resumelb.headTimeout", "12"),
                Map.entry("resumelb.minUploadRate", "13"),
                Map.entry("resumelb.canary", "0.25"),
                Map.entry("resumelb.zookeeper.connect", "zk1:2181,zk2:2181"),
                Map.entry("resumelb.zookeeper.path", "/pools/shop"),
                Map.entry("resumelb.zookeeper.sessionTimeout", "6000"),
                Map.entry("resumelb.zookeeper.credentialsFile", "credentials"),
                Map.entry("resumelb.zookeeper.membershipFile", "known.json"),
                Map.entry("resumelb.zookeeper.address", "lb1:8080")));
        for (ResumeParameter parameter : ResumeParameter.values()) {
            properties.put("resumelb." + parameter.key(), Double.toString(parameter.greatest()));
        }
        assertEquals(RecordedProperties.readBySettingsReader(), new TreeSet<>(properties.keySet()));
        Settings expected = new Settings(
                List.of(
                        new WorkerAddress("http", "a", 1, "", null),
                        new WorkerAddress("https", "[::1]", 2, "/app", "7")),
                new Settings.Sources(List.of(DnsWorkers.parse("dns+http://shop:8080")), 700, base.resolve("workers")),
                base.resolve("c.xml"),
                "least-backlog",
                new PoolSettings(1.5, 20, 0.001, true, 7, 0.5, 0.25, ResumeSettings.of(ResumeParameter::greatest)),
                "/shop/eu",
                "/internal/resume.lb",
                "s3cret",
                new Settings.Waiting(0, 1),
                new Settings.Upstream(3, 4, 5, 6, new Settings.Tls(null, null, false)),
                new Settings.Retries(0, 1),
                new Settings.Health(new EjectionSettings(8, 70, 80), 90, base.resolve("away.txt")),
                new Settings.Pages("<p>gone: é</p>", Map.of("503.html", "<p>full</p>")),
                new Settings.Admin("localhost", -1, "adm1n", true, Set.of("lb1.example", "fd00::1")),
                new Settings.Front(TrustedProxies.parse("10.0.0.7/32,fd00::/8"), 11, 12, 13),
                new Settings.ZooKeeper(
                        new ZooKeeperAccess("zk1:2181,zk2:2181", 6000, "digest:lb:s3cret"),
                        new TreePaths("/pools/shop"),
                        base,
                        base.resolve("known.json"),
                        "lb1:8080"),
                true,
                properties);
        assertEquals(expected, SettingsReader.read(properties, base));
    }

    @Test
    void anAbsolutePathIsNotTakenFromTheBase(@TempDir Path elsewhere) throws IOException {
        Path token = Files.writeString(elsewhere.resolve("token"), "t");
        assertEquals("t", read("resumelb.tokenFile", token.toString()).token());
        assertEquals(token, read("resumelb.classifier", token.toString()).classifier());
    }

    @ParameterizedTest
    @CsvSource({
        "resumelb.varience, resumelb.variance",
        "resumelb.worker, resumelb.workers",
        "resumelb.maxwaiting, resumelb.maxWaiting",
        "resumelb.adminPort, resumelb.admin.port",
        "resumelb.resume.replicaprice, resumelb.resume.replicaPrice",
    })
    void aPropertyThatDoesNotExistIsRefusedWithTheNearestThatDoes(String misspelt, String meant) {
        assertEquals(misspelt + ": no such setting (expected: " + meant + "?)", messageFor(misspelt, "1"));
    }

    @Test
    void anAdminConnectorThatOthersReachNeedsATokenOrChangesNothing() throws IOException {
        Files.writeString(base.resolve("admin-token"), "adm1n");
        var error = assertThrows(IllegalArgumentException.class, () -> read("resumelb.admin.host", "0.0.0.0"));
        assertEquals(
                "resumelb.admin.tokenFile:  (expected: a file with a secret, since resumelb.admin.host 0.0.0.0 is not"
                        + " loopback; or resumelb.admin.readOnly=true)",
                error.getMessage());
        Map<String, String> open = Map.of("resumelb.admin.host", "0.0.0.0");
        for (Map.Entry<String, String> enough : Map.of(
                        "resumelb.admin.tokenFile", "admin-token",
                        "resumelb.admin.readOnly", "true",
                        "resumelb.admin.port", "-1")
                .entrySet()) {
            Map<String, String> properties = new HashMap<>(open);
            properties.put(enough.getKey(), enough.getValue());
            assertEquals(
                    "0.0.0.0", SettingsReader.read(properties, base).admin().host());
        }
        assertTrue(read("resumelb.admin.host", "::1").admin().isLoopback());
    }

    @Test
    void propertiesOfWhatElseRunsInTheServerAreNotOurs() {
        SettingsReader.read(Map.of("resumelb.worker.port", "1", "resumelbx", "2", "jetty.http.port", "3"), base);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "resumelb.workers | localhost:8081 | http(s)://host:port[/context][;version=V][;protocol=P]",
                "resumelb.workers | http://localhost | http(s)://host:port[/context][;version=V][;protocol=P]",
                "resumelb.workers | http://localhost:0 | http(s)://host:port[/context][;version=V][;protocol=P]",
                "resumelb.workers | http://localhost:65536 | http(s)://host:port[/context][;version=V][;protocol=P]",
                "resumelb.workers | ftp://localhost:21 | http(s)://host:port[/context][;version=V][;protocol=P]",
                "resumelb.workers | http://me@localhost:1 | http(s)://host:port[/context][;version=V][;protocol=P]",
                "resumelb.workers | http://localhost:1/?a=b | http(s)://host:port[/context][;version=V][;protocol=P]",
                "resumelb.workers | http://localhost:1;version= | http(s)://host:port[/context][;version=V][;protocol=P]",
                "resumelb.workers | http://localhost:1;v=7 | http(s)://host:port[/context][;version=V][;protocol=P]",
                "resumelb.workers | http://a:1,http://a:1/x | each host:port once",
                "resumelb.workers | dns+http://a | dns+http(s)://name:port[/context][;version=V][;protocol=P]",
                "resumelb.workers | dns+http://a:1,dns+http://a:1/x | each name:port once",
                "resumelb.workersFile | no-such-file | a readable text file in UTF-8",
                "resumelb.dnsInterval | 99 | a whole number from 100 to 3600000",
                "resumelb.dnsInterval | 5s | a whole number from 100 to 3600000",
                "resumelb.variance | -0.1 | a number from 0 to 1000000",
                "resumelb.variance | NaN | a number from 0 to 1000000",
                "resumelb.variance | Infinity | a number from 0 to 1000000",
                "resumelb.variance | 4,0 | a number from 0 to 1000000",
                "resumelb.variance | 4f | a number from 0 to 1000000",
                "resumelb.variance | 1e999999999 | a number from 0 to 1000000",
                "resumelb.backlogHistory | 0 | a whole number from 1 to 1000000",
                "resumelb.backlogHistory | 9.5 | a whole number from 1 to 1000000",
                "resumelb.backlogHistory | nine | a whole number from 1 to 1000000",
                "resumelb.backlogHistory | 99999999999 | a whole number from 1 to 1000000",
                "resumelb.unskilledScore | 0 | a number from 1.0E-9 to 1000000000",
                "resumelb.unskilledScore | -1 | a number from 1.0E-9 to 1000000000",
                "resumelb.unskilledScore | 1e10 | a number from 1.0E-9 to 1000000000",
                "resumelb.unskilledScore | one | a number from 1.0E-9 to 1000000000",
                "resumelb.singleVersion | yes | true or false",
                "resumelb.singleVersion | TRUE | true or false",
                "resumelb.singleVersion | 1 | true or false",
                "resumelb.contextPath | shop | / or a path like /context, of letters, digits and ._~-",
                "resumelb.contextPath | /shop/ | / or a path like /context, of letters, digits and ._~-",
                "resumelb.contextPath | /shop/* | / or a path like /context, of letters, digits and ._~-",
                "resumelb.contextPath | /a//b | / or a path like /context, of letters, digits and ._~-",
                "resumelb.contextPath | /a/.. | / or a path like /context, of letters, digits and ._~-",
                "resumelb.managementPath | / | a path like /.resumelb, of letters, digits and ._~-",
                "resumelb.managementPath | .resumelb | a path like /.resumelb, of letters, digits and ._~-",
                "resumelb.managementPath | /.resumelb/ | a path like /.resumelb, of letters, digits and ._~-",
                "resumelb.managementPath | /../x | a path like /.resumelb, of letters, digits and ._~-",
                "resumelb.managementPath | /%2e | a path like /.resumelb, of letters, digits and ._~-",
                "resumelb.tokenFile | no-such-file | a readable text file in UTF-8",
                "resumelb.tokenFile | . | a readable text file in UTF-8",
                "resumelb.maxClasses | 0 | a whole number from 1 to 100000000",
                "resumelb.maxClasses | many | a whole number from 1 to 100000000",
                "resumelb.maxClassShare | 0 | a number from 0.01 to 1",
                "resumelb.maxClassShare | all | a number from 0.01 to 1",
                "resumelb.trustedProxies | 10.0.0.1/33 | a prefix length from 0 to 32",
                "resumelb.maxConnections | -1 | a whole number from 0 to 10000000",
                "resumelb.headTimeout | 10s | a whole number from 0 to 3600000",
                "resumelb.minUploadRate | -1 | a whole number from 0 to 1000000000",
                "resumelb.maxWaiting | -1 | a whole number from 0 to 10000000",
                "resumelb.maxWaiting | 1e3 | a whole number from 0 to 10000000",
                "resumelb.waitTimeout | -1 | a whole number from 0 to 86400000",
                "resumelb.waitTimeout | 30s | a whole number from 0 to 86400000",
                "resumelb.maxConnectionsPerWorker | 0 | a whole number from 1 to 65535",
                "resumelb.maxConnectionsPerWorker | 65536 | a whole number from 1 to 65535",
                "resumelb.connectTimeout | 0 | a whole number from 1 to 3600000",
                "resumelb.connectTimeout | -2000 | a whole number from 1 to 3600000",
                "resumelb.connectTimeout | 2 s | a whole number from 1 to 3600000",
                "resumelb.idleTimeout | 0 | a whole number from 1 to 86400000",
                "resumelb.idleTimeout | 1m | a whole number from 1 to 86400000",
                "resumelb.tunnelIdleTimeout | 0 | a whole number from 1 to 86400000",
                "resumelb.maxRetries | -1 | a whole number from 0 to 100",
                "resumelb.maxRetries | 101 | a whole number from 0 to 100",
                "resumelb.retryBudget | -0.1 | a number from 0 to 1",
                "resumelb.retryBudget | 1.01 | a number from 0 to 1",
                "resumelb.retryBudget | 20% | a number from 0 to 1",
                "resumelb.tls.trustStore | no-such-store | a readable truststore of type PKCS12 with certificates in it, to which its password fits",
                "resumelb.tls.trustStore | . | a readable truststore of type PKCS12 with certificates in it, to which its password fits",
                "resumelb.tls.trustStoreType | ZIP | a type of key store that Java knows, such as PKCS12 or JKS",
                "resumelb.tls.trustStorePasswordFile | no-such-file | a readable text file in UTF-8",
                "resumelb.tls.keyStore | no-such-store | a readable key store of type PKCS12 with a key and its certificate in it, to which its password fits",
                "resumelb.tls.keyStoreType | ZIP | a type of key store that Java knows, such as PKCS12 or JKS",
                "resumelb.tls.keyStorePasswordFile | no-such-file | a readable text file in UTF-8",
                "resumelb.tls.verifyHost | no | true or false",
                "resumelb.check | please | true or false",
                "resumelb.disconnectPage | no-such-page.html | a readable text file in UTF-8",
                "resumelb.disconnectPage | . | a readable text file in UTF-8",
                "resumelb.drainedFile | . | a path of a file",
                "resumelb.errorPages | no-such-folder | a folder that can be read",
                "resumelb.canary | 0.6 | a number from 0 to 0.5",
                "resumelb.canary | half | a number from 0 to 0.5",
                "resumelb.zookeeper.connect | zk:many | host:port,...",
                "resumelb.zookeeper.connect | zk:2181/chroot | host:port,...",
                "resumelb.zookeeper.path | resumelb | a path of a node like /resumelb",
                "resumelb.zookeeper.path | / | a path of a node like /resumelb",
                "resumelb.zookeeper.sessionTimeout | 10s | a whole number from 1000 to 3600000",
                "resumelb.zookeeper.credentialsFile | no-such-file | a readable text file in UTF-8",
                "resumelb.zookeeper.address | lb1 | host:port",
                "resumelb.admin.host | not a host | a known host name or an IP address",
                "resumelb.admin.host | 300.1.1.1 | a known host name or an IP address",
                "resumelb.admin.host | 1 | a known host name or an IP address",
                "resumelb.ejection.failures | -1 | a whole number from 0 to 1000000",
                "resumelb.ejection.baseTime | 0 | a whole number from 1 to 86400000",
                "resumelb.ejection.maxTime | 5m | a whole number from 1 to 86400000",
                "resumelb.stopDelay | -1 | a whole number from 0 to 3600000",
                "resumelb.admin.host | 1:2:3 | a known host name or an IP address",
                "resumelb.admin.host | http://localhost | a known host name or an IP address",
                "resumelb.admin.tokenFile | no-such-file | a readable text file in UTF-8",
                "resumelb.admin.readOnly | yes | true or false",
                "resumelb.admin.hosts | http://lb1 | host names or IP addresses without ports, comma-separated",
                "resumelb.admin.hosts | lb1:8090 | host names or IP addresses without ports, comma-separated",
                "resumelb.admin.port | -2 | a whole number from -1 to 65535",
                "resumelb.admin.port | 65536 | a whole number from -1 to 65535",
                "resumelb.admin.port | http | a whole number from -1 to 65535",
            })
    void aSenselessValueIsRefusedWithPropertyValueAndExpectedForm(String property, String value, String expected) {
        String message = messageFor(property, value);
        assertTrue(message.startsWith(property + ": " + value + " ("), message);
        assertTrue(message.endsWith("expected: " + expected + ")"), message);
        assertEquals(1, message.lines().count(), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fastest", "Classic", "classic,least-backlog"})
    void anUnknownPolicyIsAnsweredWithTheKnownOnes(String policy) {
        String expected = String.join(", ", Policies.names());
        String message = messageFor("resumelb.policy", policy);
        assertEquals("resumelb.policy: " + policy + " (expected: one of " + expected + ")", message);
    }

    @ParameterizedTest
    @EnumSource
    void aParameterOfResumeOutsideItsBoundsIsRefused(ResumeParameter parameter) {
        String property = "resumelb." + parameter.key();
        String tooMuch = Double.toString(parameter.greatest() + 1);
        String message = messageFor(property, tooMuch);
        String kind = parameter.isCount() ? "a whole number" : "a number";
        assertTrue(message.startsWith(property + ": " + tooMuch + " (expected: " + kind + " from "), message);
    }

    @Test
    void everyPropertyIsAmongThoseTriedWithSenselessValues() throws NoSuchMethodException {
        CsvSource tried = SettingsReaderTest.class
                .getDeclaredMethod(
                        "aSenselessValueIsRefusedWithPropertyValueAndExpectedForm",
                        String.class,
                        String.class,
                        String.class)
                .getAnnotation(CsvSource.class);
        Set<String> properties = new TreeSet<>(Set.of(
                "resumelb.classifier",
                "resumelb.drainedFile",
                "resumelb.policy",
                "resumelb.tls.keyStorePassword",
                "resumelb.tls.trustStorePassword",
                "resumelb.zookeeper.membershipFile"));
        for (ResumeParameter parameter : ResumeParameter.values()) {
            properties.add("resumelb." + parameter.key());
        }
        for (String line : tried.value()) {
            properties.add(line.substring(0, line.indexOf(' ')));
        }
        assertEquals(RecordedProperties.readBySettingsReader(), properties);
    }

    @ParameterizedTest
    @MethodSource("unreadableSecrets")
    void aTokenFileHoldsOneSecretOfPrintableAscii(byte[] content) throws IOException {
        Files.write(base.resolve("secret"), content);
        String message = messageFor("resumelb.tokenFile", "secret");
        assertTrue(message.startsWith("resumelb.tokenFile: secret (expected: "), message);
        assertEquals(1, message.lines().count(), message);
    }

    static Stream<Arguments> unreadableSecrets() {
        return Stream.of("", "\n", "two words", "two\nlines", "sécret")
                .map(text -> Arguments.of((Object) text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aSecretIsNotRepeatedInTheMessage() throws IOException {
        Files.writeString(base.resolve("secret"), "hush hush");
        String message = messageFor("resumelb.tokenFile", "secret");
        assertTrue(!message.contains("hush"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"resumelb.tokenFile", "resumelb.disconnectPage"})
    void aFileThatIsNoTextInUtf8IsRefused(String property) throws IOException {
        Files.write(base.resolve("binary"), new byte[] {(byte) 0xc3, 0x28});
        String message = messageFor(property, "binary");
        assertEquals(property + ": binary (expected: a readable text file in UTF-8)", message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"resumelb.classifier", "resumelb.tokenFile", "resumelb.disconnectPage"})
    void aValueThatIsNoPathIsRefusedOnOneLine(String property) {
        String message = messageFor(property, "a\u0000\nb");
        assertTrue(message.matches(Pattern.quote(property) + ": a\\?\\?b \\(expected: .*"), message);
    }

    @Test
    void aWrongLineOfAFileOfWorkersIsNamedWithItsNumber() throws IOException {
        Path file = Files.writeString(base.resolve("workers"), "http://a:1\nhttp://b\n");
        String form = "http(s)://host:port[/context][;version=V][;protocol=P]";
        assertEquals(
                "resumelb.workersFile: " + file + ": line 2: http://b (expected: " + form + ")",
                messageFor("resumelb.workersFile", "workers"));
    }

    private String messageFor(String property, String value) {
        var error = assertThrows(IllegalArgumentException.class, () -> read(property, value));
        return String.valueOf(error.getMessage());
    }

    private Settings read(String property, String value) {
        return SettingsReader.read(Map.of(property, value), base);
    }
}
