package org.resumelb.jetty;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.resumelb.jetty.classifier.ClassifierFile;
import org.resumelb.jetty.classifier.ClassifierInForce;
import org.resumelb.jetty.settings.Settings;
import org.resumelb.jetty.settings.SettingsReader;
import org.resumelb.policy.Policies;
import org.resumelb.pool.Pool;
import org.resumelb.settings.ServerSettings;
import org.resumelb.settings.SettingInForce;

/** Which classifier is in force when nobody named one. */
class ShippedClassifierTest {
    private static final Map<String, String> NONE = Map.of("resumelb.classifier", "", "resumelb.policy", "classic");

    @TempDir
    Path base;

    private Path shipped;

    @BeforeEach
    void ship() throws IOException {
        Files.createDirectories(base.resolve("modules/resumelb"));
        shipped = Files.writeString(base.resolve("modules/resumelb/resumelb-classifier.xml"), "<Configure/>");
    }

    @Test
    void aBaseWithoutOneHasTheShipped() {
        Map<String, String> expected =
                Map.of("resumelb.classifier", shipped.toAbsolutePath().toString(), "resumelb.policy", "classic");
        assertEquals(expected, ShippedClassifier.where(NONE, base));
    }

    @Test
    void itCountsAsTheDefaultAndNotAsWhatSomebodyGave() throws IOException {
        Files.writeString(shipped, "<Configure class=\"org.resumelb.classifier.HostClassifier\"/>");
        Settings settings = SettingsReader.read(ShippedClassifier.where(NONE, base), base);
        SettingInForce told = new SettingsInForce(
                        settings,
                        new Pool(Policies.named("classic"), settings.pool(), System::nanoTime),
                        new ClassifierInForce(new ClassifierFile(settings.classifier())))
                .all().stream()
                        .filter(each -> each.setting().equals(ServerSettings.CLASSIFIER))
                        .findFirst()
                        .orElseThrow();
        assertEquals("resumelb.classifier=" + shipped.toAbsolutePath() + "  (default)", told.toString());
    }

    @Test
    void aBaseThatHasOneKeepsIt() throws IOException {
        Files.createDirectories(base.resolve("etc"));
        Files.writeString(base.resolve("etc/resumelb-classifier.xml"), "<Configure/>");
        assertEquals(NONE, ShippedClassifier.where(NONE, base));
    }

    @Test
    void oneThatIsNamedCountsThoughItIsNotThere() {
        Map<String, String> named = Map.of("resumelb.classifier", "mine.xml");
        assertEquals(named, ShippedClassifier.where(named, base));
    }
}
