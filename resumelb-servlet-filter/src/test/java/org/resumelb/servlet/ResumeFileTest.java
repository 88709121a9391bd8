package org.resumelb.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ResumeFileTest {

    @TempDir
    Path directory;

    private Path path;
    private ResumeFile file;

    @BeforeEach
    void prepare() {
        path = directory.resolve("resume.json");
        file = new ResumeFile(path);
    }

    private ResumeKeeper keeper() {
        return new ResumeKeeper(new Settings(20, 200, path, "/.resumelb", null, 100, null), Runnable::run);
    }

    @Test
    void whatIsSavedIsLoaded() throws IOException {
        SavedSkill skill = SavedSkill.ofCount("caf\u00e9 \"\n", 12.5, 7.25, 9);
        file.save(new SavedResume("id", "print", List.of(skill, SavedSkill.ofScore("b", 4, 20))));
        SavedResume loaded = file.load(20);
        assertEquals("id", loaded.worker());
        assertEquals("print", loaded.classifier());
        assertEquals(skill, loaded.skills().get(0));
        assertEquals(4, loaded.skills().get(1).score());
        assertFalse(Files.exists(directory.resolve("resume.json.tmp")));
    }

    @Test
    void aLinkInPlaceOfTheTemporaryFileIsNotFollowed() throws IOException {
        Path precious = Files.writeString(directory.resolve("precious"), "keep me");
        Files.createSymbolicLink(directory.resolve("resume.json.tmp"), precious);
        file.save(new SavedResume("id", null, List.of(skill("a"))));
        assertEquals("keep me", Files.readString(precious));
        assertEquals(1, file.load(20).skills().size());
        assertFalse(Files.isSymbolicLink(path));
    }

    @Test
    void aTemporaryFileThatACrashLeftIsNoHindrance() throws IOException {
        Files.writeString(directory.resolve("resume.json.tmp"), "{\"half of");
        file.save(new SavedResume("id", null, List.of(skill("a"))));
        assertEquals(1, file.load(20).skills().size());
    }

    @Test
    void aFileOfBareScoresHasItsOriginalMeaning() throws IOException {
        Files.writeString(path, "{\"a\": 40.0, \"b\": 8}");
        SavedSkill first = file.load(20).skills().get(0);
        assertEquals(new SavedSkill("a", 40, 1 / 40.0, 20, 0), first);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no json",
                "[]",
                "{\"format\":2,\"classes\":{}}",
                "{\"format\":1,\"classes\":{\"a\":{\"score\":-1,\"weight\":1}}}",
                "{\"format\":1,\"classes\":{\"a\":{\"score\":1}}}",
                "{\"a\":0}",
                "{\"a\":\"fast\"}",
                "{\"a\":1e999}"
            })
    void aCorruptFileIsKeptAsideToldAndTheWorkerStartsWithNothing(String content) throws IOException {
        Files.writeString(path, content);
        List<String> log =
                logOf(() -> assertEquals(List.of(), keeper().snapshot(0).entries()));
        assertEquals(1, log.size());
        assertTrue(log.get(0).contains("resumeFile: " + path), log.get(0));
        assertTrue(log.get(0).contains("kept as " + path + ".corrupt"), log.get(0));
        assertEquals(content, Files.readString(directory.resolve("resume.json.corrupt")));
        assertFalse(Files.exists(path));
    }

    @Test
    void bytesThatAreNoTextAreACorruptFileToo() throws IOException {
        Files.write(path, new byte[] {'{', (byte) 0xFF, 0});
        assertEquals(1, logOf(this::keeper).size());
        assertTrue(Files.exists(directory.resolve("resume.json.corrupt")));
    }

    @Test
    void aFileThatCannotBeWrittenIsToldOnceAndDoesNoHarm() throws IOException {
        ResumeKeeper keeper = keeper();
        Files.createDirectory(path);
        Files.writeString(path.resolve("inside"), "so that it cannot be replaced");
        assertEquals(
                1,
                logOf(() -> {
                            keeper.save();
                            keeper.save();
                        })
                        .size());
    }

    @Test
    void ofMoreClassesThanAllowedTheLastUsedAreKept() {
        Recorder recorder = new Recorder(20, 200, 2);
        recorder.load(null, List.of(skill("a"), skill("b"), skill("c")));
        assertEquals(
                List.of("b", "c"),
                recorder.snapshot(0).entries().stream()
                        .map(Resume.Entry::requestClass)
                        .toList());
    }

    @Test
    void aMissingFileIsNoErrorToLog() {
        assertThrows(IOException.class, () -> file.load(20));
        assertEquals(List.of(), logOf(this::keeper));
    }

    private static SavedSkill skill(String name) {
        return SavedSkill.ofScore(name, 1, 20);
    }

    private static List<String> logOf(Runnable action) {
        List<String> messages = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                messages.add(new SimpleFormatter().formatMessage(entry));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(ResumeKeeper.class.getName());
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
        try {
            action.run();
        } finally {
            logger.removeHandler(handler);
            logger.setUseParentHandlers(true);
        }
        return messages;
    }
}
