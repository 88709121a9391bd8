package org.resumelb.jetty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.resumelb.jetty.classifier.ClassifierFile;
import org.resumelb.jetty.classifier.ClassifierFileException;
import org.resumelb.jetty.classifier.ClassifierInForce;
import org.resumelb.jetty.settings.Settings;
import org.resumelb.jetty.settings.SettingsReader;
import org.resumelb.jetty.testing.CapturedLog;
import org.resumelb.policy.Policies;
import org.resumelb.pool.Pool;
import org.resumelb.pool.ResumeParameter;
import org.resumelb.settings.LiveSettings;

class SettingsInForceTest {
    private static final ResumeParameter PARAMETER = ResumeParameter.REPLICA_PRICE;
    private static final int ROUNDS = 400;
    private static final String XML = "<Configure class=\"org.resumelb.classifier.HostClassifier\"/>";

    private final Path outside;
    private final Path base;
    private final Path classifierFile;
    private final Pool pool;
    private final SettingsInForce inForce;

    SettingsInForceTest(@TempDir Path folder) throws Exception {
        outside = Files.writeString(folder.resolve("evil.xml"), XML);
        base = Files.createDirectories(folder.resolve("base"));
        classifierFile = Files.writeString(base.resolve("c.xml"), XML);
        Settings settings = SettingsReader.read(
                Map.of("resumelb.classifier", "c.xml", "resumelb.zookeeper.connect", "localhost:1"), base);
        pool = new Pool(Policies.named(settings.policy()), settings.pool(), System::nanoTime);
        inForce = new SettingsInForce(settings, pool, new ClassifierInForce(new ClassifierFile(settings.classifier())));
    }

    @Test
    void ofChangesAtTheSameTimeNoneIsLost() throws Exception {
        List<IntConsumer> changes = List.of(
                round -> inForce.set("variance", round),
                round -> inForce.set("backlogHistory", round),
                round -> inForce.set("unskilledScore", round),
                round -> inForce.set(PARAMETER.key(), value(PARAMETER, round)));
        Phaser phaser = new Phaser(changes.size() + 1);
        ExecutorService threads = Executors.newFixedThreadPool(changes.size());
        try (CapturedLog log = new CapturedLog()) {
            changes.forEach(change -> threads.execute(() -> {
                for (int round = 1; round <= ROUNDS; round++) {
                    phaser.arriveAndAwaitAdvance();
                    change.accept(round);
                    phaser.arriveAndAwaitAdvance();
                }
            }));
            for (int round = 1; round <= ROUNDS; round++) {
                phaser.arriveAndAwaitAdvance();
                phaser.arriveAndAwaitAdvance();
                assertEquals(round, pool.settings().variance());
                assertEquals(round, pool.settings().backlogHistory());
                assertEquals(round, pool.settings().unskilledScore());
                assertEquals(value(PARAMETER, round), pool.settings().resume().get(PARAMETER));
            }
            assertTrue(!log.linesWith("Settings changed: ").isEmpty());
        } finally {
            phaser.forceTermination();
            threads.shutdownNow();
        }
    }

    private static double value(ResumeParameter parameter, int round) {
        return round % 2 == 0 ? parameter.least() : parameter.greatest();
    }

    @Test
    void theLogTellsWhatChangedAndNothingElse() {
        try (CapturedLog log = new CapturedLog()) {
            inForce.set("variance", 2.5);
            List<String> lines = log.linesWith("Settings changed: ");
            assertEquals(1, lines.size());
            assertTrue(lines.get(0).endsWith("Settings changed: variance 4.0 -> 2.5"), lines.get(0));
        }
    }

    @Test
    void aNumberIsBoundedAsItsPropertyIsWhereverItIsSaid() {
        var error = assertThrows(IllegalArgumentException.class, () -> inForce.set("variance", 2_000_000));
        assertEquals("variance: 2000000.0 (expected: a number from 0 to 1000000)", error.getMessage());
        var property = assertThrows(
                IllegalArgumentException.class,
                () -> SettingsReader.read(Map.of("resumelb.variance", "2000000"), base));
        assertEquals("resumelb.variance: 2000000 (expected: a number from 0 to 1000000)", property.getMessage());
        assertEquals(4.0, pool.settings().variance());
    }

    @Test
    void whatIsNoNumberIsNotSetAsOne() {
        var error = assertThrows(IllegalArgumentException.class, () -> inForce.set("policy", 1));
        assertTrue(String.valueOf(error.getMessage()).startsWith("setting: policy: no such setting (expected: "));
    }

    @Test
    void aReloadThatIsRefusedIsLogged() throws Exception {
        Files.writeString(classifierFile, "<Configure class=\"java.util.ArrayList\"/>");
        try (CapturedLog log = new CapturedLog()) {
            assertThrows(ClassifierFileException.class, inForce::reloadClassifier);
            assertEquals(
                    1,
                    log.linesWith("Classifier not reloaded, the previous one stays in force: ")
                            .size());
        }
    }

    @Test
    void aClassifierThatOthersNameMustLieBelowTheBase() throws Exception {
        Files.createSymbolicLink(base.resolve("link.xml"), outside);
        Files.writeString(base.resolve("own.xml"), XML);
        for (String refused : new String[] {outside.toString(), "../evil.xml", "link.xml", "etc/../../evil.xml"}) {
            var error = assertThrows(IllegalArgumentException.class, () -> apply(refused));
            assertEquals(
                    "classifier: " + refused + " (expected: a file below the base of each load balancer)",
                    error.getMessage());
        }
        apply("own.xml");
        apply(base.resolve("c.xml").toString());
    }

    @Test
    void eachSettingTellsWhatItIsAndWhoSaidSo() {
        assertEquals("resumelb.classifier=c.xml  (property)", shown("classifier"));
        assertEquals("resumelb.variance=4.0  (default)", shown("variance"));
        assertEquals("resumelb.tls.trustStorePassword=  (default)", shown("tls.trustStorePassword"));
        inForce.set("variance", 2.5);
        assertEquals("resumelb.variance=2.5  (jmx)", shown("variance"));
        inForce.apply(LiveSettings.DEFAULTS.with(Map.of("variance", 3, "policy", "classic")));
        assertEquals("resumelb.variance=3.0  (zookeeper)", shown("variance"));
        assertEquals("resumelb.policy=classic  (zookeeper)", shown("policy"));
        inForce.set("backlogHistory", 20);
        assertEquals("resumelb.backlogHistory=20  (jmx)", shown("backlogHistory"));
        inForce.apply(LiveSettings.DEFAULTS);
        assertEquals("resumelb.policy=resume  (default)", shown("policy"));
    }

    private String shown(String name) {
        return inForce.all().stream()
                .filter(setting -> setting.setting().name().equals(name))
                .findFirst()
                .orElseThrow()
                .toString();
    }

    private void apply(String classifier) {
        inForce.apply(LiveSettings.DEFAULTS.with(Map.of("classifier", classifier)));
    }
}
