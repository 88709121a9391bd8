package org.resumelb.jetty.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.resumelb.settings.Setting;
import org.resumelb.settings.SettingsTable;

/**
 * Files that repeat what settings are declared as say the same. Run with {@code -Dresumelb.write=true}, this writes them
 * anew.
 */
class DocumentedSettingsTest {
    private static final Path BASE = Path.of("base");

    /** What stands around the part that is written, so that the rest of a file stays as it is. */
    private static final String TEMPLATE = "(?s)(?<=\\[ini-template]\n)(?<part>.*)$";

    private static final String PUTS = "(?s)(?<=Properties\" class=\"java.util.TreeMap\">\n)(?<part>.*?)(?=  </New>)";
    private static final String ROWS = "(?s)(?<=\n\\| property \\| default \\| meaning \\| expected form \\| changes"
            + " \\|\n\\|---\\|---\\|---\\|---\\|---\\|\n)(?<part>.*?)(?=\n\n)";

    private static final String STOP_TIMEOUT = """
            ## How long requests under way have to end when the server stops, in milliseconds (Jetty's own setting).
            # jetty.server.stopTimeout=5000

            """;

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void aFileSaysWhatIsDeclared(String file, String place, String declared) throws IOException {
        Path path = Path.of("..", file);
        String content = Files.readString(path);
        Matcher part = Pattern.compile(place).matcher(content);
        assertTrue(part.find(), "the place in the file: " + place);
        if (Boolean.getBoolean("resumelb.write")) {
            Files.writeString(
                    path, content.substring(0, part.start("part")) + declared + content.substring(part.end("part")));
        } else {
            assertEquals(declared, part.group("part"), "rewrite with -Dresumelb.write=true");
        }
    }

    static Stream<Arguments> files() {
        List<Setting<?>> balancer = SettingsTable.BALANCER;
        List<Setting<?>> worker = SettingsTable.WORKER;
        List<Setting<?>> zookeeper = SettingsTable.ZOOKEEPER_SERVER;
        List<Setting<?>> requestLog = SettingsTable.REQUEST_LOG;
        return Stream.of(
                Arguments.of("modules/resumelb.mod", TEMPLATE, STOP_TIMEOUT + SettingsDocuments.ini(balancer)),
                Arguments.of("modules/resumelb-worker.mod", TEMPLATE, SettingsDocuments.ini(worker)),
                Arguments.of("modules/resumelb-zookeeper.mod", TEMPLATE, SettingsDocuments.ini(zookeeper)),
                Arguments.of("modules/resumelb-requestlog.mod", TEMPLATE, SettingsDocuments.ini(requestLog)),
                Arguments.of("etc/resumelb-requestlog.xml", PUTS, SettingsDocuments.xml(requestLog)),
                Arguments.of(
                        "docs/access-log.md",
                        ROWS,
                        SettingsDocuments.table(requestLog).strip()),
                Arguments.of("etc/resumelb.xml", PUTS, SettingsDocuments.xml(balancer)),
                Arguments.of("etc/resumelb-worker.xml", PUTS, SettingsDocuments.xml(worker)),
                Arguments.of("etc/resumelb-zookeeper.xml", PUTS, SettingsDocuments.xml(zookeeper)),
                Arguments.of(
                        "docs/configuration.md",
                        ROWS,
                        SettingsDocuments.table(balancer).strip()),
                Arguments.of(
                        "docs/zookeeper.md",
                        ROWS,
                        SettingsDocuments.table(worker).strip()));
    }

    @ParameterizedTest
    @MethodSource("declared")
    void aDeclaredDefaultIsTheOneInForce(String property, String value) {
        Settings defaults = SettingsReader.read(Map.of(), BASE);
        Settings given = SettingsReader.read(Map.of(property, value), BASE);
        assertEquals(defaults, RecordedProperties.withoutNames(given));
    }

    static Stream<Arguments> declared() {
        return SettingsTable.BALANCER.stream().map(setting -> Arguments.of(setting.property(), setting.byDefault()));
    }

    @Test
    void whatIsDeclaredIsRead() {
        TreeSet<String> declared = new TreeSet<>();
        SettingsTable.BALANCER.forEach(
                setting -> assertTrue(declared.add(setting.property()), setting.name() + " is there twice"));
        assertEquals(declared, RecordedProperties.readBySettingsReader());
    }

    @Test
    void aMeaningIsASentenceThatFitsATable() {
        for (Setting<?> setting : SettingsTable.BALANCER) {
            assertTrue(setting.meaning().endsWith(".") && !setting.meaning().contains("|"), setting.property());
            assertTrue(!setting.kind().expected().contains("|"), setting.property());
        }
    }
}
