package org.resumelb.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SettingsTest {

    private static final Path MANUAL = Path.of("..", "docs", "filter.md");

    @TempDir
    Path directory;

    private static Settings settings(Map<String, String> parameters) throws ServletException {
        return Settings.from(new MapFilterConfig(parameters));
    }

    @Test
    void withoutParametersTheDefaultsHold() throws ServletException {
        Settings settings = settings(Map.of());
        assertEquals(new Settings(9999, 99_990, null, "/.resumelb", null, 10_000, null), settings);
    }

    @Test
    void theGreatestSkillAgeFollowsTheHistory() throws ServletException {
        assertEquals(50, settings(Map.of("history", "5")).maxSkillAge());
        assertEquals(7, settings(Map.of("history", "5", "maxSkillAge", "7")).maxSkillAge());
    }

    @ParameterizedTest
    @CsvSource({
        "history, 0, 'a whole number'",
        "history, many, 'a whole number'",
        "history, '', 'a whole number'",
        "history, 99999999999, 'a whole number'",
        "maxSkillAge, -1, 'a whole number'",
        "maxClasses, 1.5, 'a whole number'",
        "managementPath, resumelb, 'a path'",
        "managementPath, /, 'a path'",
        "managementPath, /a/, 'a path'",
        "managementPath, /a/../b, 'a path'",
        "managementPath, /a?b, 'a path'",
        "resumeFile, '', 'a file'",
        "resumeFile, /no/such/directory/file, 'a file'",
        "traceLog, /no/such/directory/file, 'a file'",
        "tokenFile, /no/such/file, 'a readable text file'"
    })
    void aWrongValueIsToldInOneLineWithNameValueAndExpectation(String name, String value, String expectation) {
        String message = refusal(Map.of(name, value));
        assertTrue(message.startsWith("init-param " + name + " of filter resume: " + value), message);
        assertTrue(message.contains("(expected: " + expectation), message);
        assertFalse(message.contains("\n"), message);
    }

    private static String refusal(Map<String, String> parameters) {
        return String.valueOf(
                assertThrows(ServletException.class, () -> settings(parameters)).getMessage());
    }

    @Test
    void theTokenIsNeverToldInAMessage() {
        String message = refusal(Map.of("token", "two words"));
        assertTrue(message.contains("token"), message);
        assertFalse(message.contains("two words"), message);
    }

    @Test
    void theTokenMayStandInAFile() throws IOException, ServletException {
        Path file = tokenFile("rw-------");
        assertEquals("sesame", settings(Map.of("tokenFile", file.toString())).token());
        assertTrue(refusal(Map.of("token", "a", "tokenFile", file.toString())).contains("not both"));
        Files.writeString(file, "\n");
        assertTrue(refusal(Map.of("tokenFile", file.toString())).contains("without blanks"));
    }

    private Path tokenFile(String permissions) throws IOException {
        Path file = Files.writeString(directory.resolve("token"), "sesame\n");
        PosixFileAttributeView posix = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        assumeTrue(posix != null);
        posix.setPermissions(PosixFilePermissions.fromString(permissions));
        return file;
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw-rw-rw-"})
    void aTokenFileThatOthersCanReadIsRefused(String permissions) throws IOException {
        Path file = tokenFile(permissions);
        String message = refusal(Map.of("tokenFile", file.toString()));
        assertTrue(
                message.endsWith("(expected: a file that only its owner can read; use chmod 600 " + file + ")"),
                message);
    }

    @Test
    void aTokenFileThatOnlyItsOwnerCanReadIsTaken() throws IOException, ServletException {
        assertEquals(
                "sesame",
                settings(Map.of("tokenFile", tokenFile("r--------").toString())).token());
    }

    @Test
    void aLinkInPlaceOfTheTokenFileIsRefused() throws IOException {
        Path file = tokenFile("rw-------");
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);
        String message = refusal(Map.of("tokenFile", link.toString()));
        assertTrue(message.endsWith("not a symbolic link; use " + file.toRealPath() + ")"), message);
        Files.delete(file);
        assertTrue(refusal(Map.of("tokenFile", link.toString())).contains("a readable text file"));
    }

    @ParameterizedTest
    @CsvSource({
        "histroy, history",
        "maxskillage, maxSkillAge",
        "resumefile, resumeFile",
        "resume-file, resumeFile",
        "managementpath, managementPath",
        "tokenfile, tokenFile",
        "maxClass, maxClasses",
        "tracelog, traceLog"
    })
    void aMisspeltParameterIsToldWithTheNearestThatExists(String name, String nearest) {
        assertEquals(
                "init-param " + name + " of filter resume: no such parameter (expected: " + nearest + ")",
                refusal(Map.of(name, "1")));
    }

    @Test
    void theManualsTableNamesTheParametersThatAreRead() throws IOException, ServletException {
        MapFilterConfig config = new MapFilterConfig(Map.of());
        assertNull(Settings.from(config).token());
        Set<String> documented = new TreeSet<>();
        Pattern row = Pattern.compile("^\\| `(\\w+)` \\|", Pattern.MULTILINE);
        String table = Files.readString(MANUAL);
        int start = table.indexOf("## Init parameters");
        row.matcher(table.substring(start, table.indexOf("\n## ", start + 1)))
                .results()
                .forEach(match -> assertTrue(documented.add(match.group(1)), match.group(1) + " stands there twice"));
        assertEquals(new TreeSet<>(config.asked()), documented);
    }
}
