package org.resumelb.jetty.classifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resumelb.jetty.testing.CapturedLog;
import org.resumelb.jetty.testing.Requests;

/** The classifier in force, whatever becomes of its file or of itself. */
class ClassifierInForceTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"/exception", "/error", "/linkage", "/recursion"})
    void aClassifierThatThrowsGivesTheEmptyClassAndIsCounted(String path) throws IOException {
        ClassifierInForce inForce = inForce(Classifiers.Fragile.class);
        try (CapturedLog log = new CapturedLog()) {
            assertEquals("", classify(inForce, path));
            assertEquals("", classify(inForce, path));
            assertEquals(2, inForce.failures());
            assertEquals(
                    1, log.linesWith("failed; the request has the class \"\"").size());
        }
        assertEquals("fine", classify(inForce, "/fine"));
        assertEquals(2, inForce.failures());
    }

    @Test
    void aClassifierThatSaysNullMeansTheEmptyClass() throws IOException {
        ClassifierInForce inForce = inForce(Classifiers.Fragile.class);
        assertEquals("", classify(inForce, "/null"));
        assertEquals(0, inForce.failures());
    }

    @Test
    void aClassIsCutAt512CharactersAndNeverWithinOne() throws IOException {
        ClassifierInForce inForce = inForce(Classifiers.Fragile.class);
        assertEquals("x".repeat(512), classify(inForce, "/" + "x".repeat(512)));
        assertEquals("x".repeat(512), classify(inForce, "/" + "x".repeat(513)));
        assertEquals("x".repeat(510) + "𝄞", classify(inForce, "/" + "x".repeat(510) + "𝄞y"));
        assertEquals("x".repeat(511), classify(inForce, "/" + "x".repeat(511) + "𝄞y"));
    }

    @Test
    void aChangedFileTakesEffectWhenItIsReloaded() throws IOException {
        ClassifierInForce inForce = inForce(Classifiers.Fragile.class);
        LoadedClassifier before = inForce.loaded();
        write(configure(Classifiers.Constant.class));
        assertEquals("x", classify(inForce, "/x"));
        assertTrue(inForce.reload());
        assertEquals("constant", classify(inForce, "/x"));
        assertEquals("x", inForce.classify(before, Requests.get("h", "/x")), "for requests that began before");
    }

    @Test
    void toReloadTheSameIsNoChange() throws IOException {
        ClassifierInForce inForce = inForce(Classifiers.Constant.class);
        write("<!-- new words -->\n" + configure(Classifiers.Constant.class));
        assertFalse(inForce.reload());
    }

    @Test
    void afterAnErrorTheClassifierStays() throws IOException {
        ClassifierInForce inForce = inForce(Classifiers.Fragile.class);
        LoadedClassifier before = inForce.loaded();
        Path file = write("<Configure class=\"org.example.Nobody\"/>");
        var error = assertThrows(ClassifierFileException.class, inForce::reload);
        assertTrue(String.valueOf(error.getMessage()).startsWith(file + ", line 1: "), error.getMessage());
        assertSame(before, inForce.loaded());
        assertEquals("x", classify(inForce, "/x"));
        write(configure(Classifiers.Constant.class));
        assertTrue(inForce.reload());
    }

    private ClassifierInForce inForce(Class<?> classifier) throws IOException {
        return new ClassifierInForce(new ClassifierFile(write(configure(classifier))));
    }

    private static String configure(Class<?> classifier) {
        return "<Configure class=\"" + classifier.getName() + "\"/>";
    }

    private Path write(String xml) throws IOException {
        return Files.writeString(folder.resolve("classifier.xml"), xml);
    }

    private static String classify(ClassifierInForce inForce, String path) {
        return inForce.classify(inForce.loaded(), Requests.get("h", path));
    }
}
