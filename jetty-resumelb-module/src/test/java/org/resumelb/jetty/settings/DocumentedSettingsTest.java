package org.resumelb.jetty.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.resumelb.policy.Policies;

/** Settings are written down in three places; each agrees with what is read. */
class DocumentedSettingsTest {
    private static final Path MODULE = Path.of("../modules/resumelb.mod");
    private static final Path XML = Path.of("../etc/resumelb.xml");
    private static final Path MANUAL = Path.of("../docs/configuration.md");

    private static final Path BASE = Path.of("base");

    @Test
    void theIniTemplateNamesEachPropertyOnce() throws IOException {
        assertEquals(read(), namesOnce(iniTemplate()));
    }

    @Test
    void theManualNamesEachPropertyOnce() throws IOException {
        assertEquals(read(), namesOnce(manual()));
    }

    @Test
    void theXmlPassesEachPropertyOnUnderItsOwnName() throws IOException {
        List<Default> passed =
                matches(XML, "<Put name=\"(resumelb\\.[^\"]+)\"><Property name=\"\\1\" default=\"([^\"]*)\"/></Put>");
        assertEquals(read(), namesOnce(passed));
        assertEquals(passed.size(), matches(XML, "<Put name=\"()()").size(), "none under another name");
        passed.forEach(property -> assertEquals("", property.value, property.name + ": its default is the reader's"));
    }

    @ParameterizedTest
    @MethodSource("documented")
    void aDocumentedDefaultIsTheOneInForce(String property, String value) {
        Settings defaults = SettingsReader.read(Map.of(), BASE);
        assertEquals(defaults, SettingsReader.read(Map.of(property, value), BASE));
    }

    static Stream<Arguments> documented() throws IOException {
        return Stream.concat(iniTemplate().stream(), manual().stream())
                .map(property -> Arguments.of(property.name, property.value));
    }

    @Test
    void bothPlacesGiveTheSameDefaults() throws IOException {
        assertEquals(byName(manual()), byName(iniTemplate()));
    }

    @Test
    void whereNoDefaultIsDocumentedThereIsNone() throws IOException {
        Settings defaults = SettingsReader.read(Map.of(), BASE);
        assertTrue(defaults.workers().isEmpty());
        assertNull(defaults.token());
        assertNull(defaults.disconnectPage());
        TreeSet<String> empty = new TreeSet<>();
        manual().stream().filter(property -> property.value.isEmpty()).forEach(property -> empty.add(property.name));
        assertEquals(
                new TreeSet<>(List.of(
                        "resumelb.workers",
                        "resumelb.workersFile",
                        "resumelb.tokenFile",
                        "resumelb.disconnectPage",
                        "resumelb.trustedProxies",
                        "resumelb.tls.trustStore",
                        "resumelb.tls.trustStorePassword",
                        "resumelb.tls.trustStorePasswordFile",
                        "resumelb.zookeeper.connect",
                        "resumelb.zookeeper.credentialsFile",
                        "resumelb.zookeeper.address")),
                empty);
        assertTrue(defaults.front().trustedProxies().isEmpty());
        assertNull(defaults.zookeeper());
    }

    @Test
    void theManualListsThePoliciesThereAre() throws IOException {
        String row = Files.readAllLines(MANUAL).stream()
                .filter(line -> line.startsWith("| `resumelb.policy` "))
                .findFirst()
                .orElseThrow();
        for (String policy : Policies.names()) {
            assertTrue(row.contains("`" + policy + "`"), policy);
        }
    }

    private static Set<String> read() {
        return new TreeSet<>(RecordedProperties.readBySettingsReader());
    }

    private static Set<String> namesOnce(List<Default> properties) {
        TreeSet<String> names = new TreeSet<>();
        properties.forEach(property -> assertTrue(names.add(property.name), property.name + " is there twice"));
        return names;
    }

    private static Map<String, String> byName(List<Default> properties) {
        Map<String, String> values = new TreeMap<>();
        properties.forEach(property -> values.put(property.name, property.value));
        return values;
    }

    private static List<Default> iniTemplate() throws IOException {
        return matches(MODULE, "(?m)^# (resumelb\\.[^=\\s]+)=(.*)$");
    }

    /** Rows of the table: property, default, meaning, expected form. */
    private static List<Default> manual() throws IOException {
        return matches(MANUAL, "(?m)^\\| `(resumelb\\.[^`]+)` \\| (?:`([^`]*)`|empty) \\| [^|]+ \\| [^|]+ \\|$");
    }

    private static List<Default> matches(Path file, String regex) throws IOException {
        List<Default> found = new ArrayList<>();
        Matcher matcher = Pattern.compile(regex).matcher(Files.readString(file));
        while (matcher.find()) {
            String value = matcher.group(2);
            found.add(new Default(matcher.group(1), value == null ? "" : value));
        }
        return found;
    }

    private record Default(String name, String value) {}
}
