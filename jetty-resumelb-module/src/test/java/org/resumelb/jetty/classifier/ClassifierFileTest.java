package org.resumelb.jetty.classifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
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

/** The classifier's file, and what is said of one that is wrong. */
class ClassifierFileTest {
    private static final String HEAD = """
            <?xml version="1.0" encoding="UTF-8"?>
            <!DOCTYPE Configure PUBLIC "-//Jetty//Configure//EN" "https://jetty.org/configure_10_0.dtd">
            """;

    @TempDir
    Path folder;

    @Test
    void theFileThatIsDeliveredNamesRequestsByHost() {
        var loaded = new ClassifierFile(Path.of("../modules/resumelb/resumelb-classifier.xml")).load();
        assertEquals("HostClassifier", loaded.description());
        assertEquals("site.example", loaded.classifier().classify(Requests.get("www.Site.example:8080", "/")));
    }

    @Test
    void aRegexIsReadWithItsArguments() throws IOException {
        var loaded = load("""
                <Configure id="Classifier" class="org.resumelb.classifier.RegexClassifier">
                  <Arg>path</Arg><Arg>^/(?&lt;class&gt;[^/]+)</Arg>
                </Configure>
                """);
        assertEquals("shop", loaded.classifier().classify(Requests.get("h", "/shop/cart")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<?xml version=\"1.0\"?>\n",
                "\n<!-- named by its\npath -->\n",
                "<?xml version=\"1.0\"?><!-- a -->\n<!-- b -->",
            })
    void theDocumentTypeMayBeLeftOut(String prolog) throws IOException {
        Path file = Files.writeString(
                folder.resolve("bare.xml"),
                prolog + configure(Classifiers.Constant.class, "<Set name=\"name\">n</Set>"));
        var loaded = new ClassifierFile(file).load();
        assertEquals("n", loaded.classifier().classify(Requests.get("h", "/")));
    }

    @Test
    void withoutADocumentTypeLinesAreCountedTheSame() throws IOException {
        Path file = Files.writeString(folder.resolve("bare.xml"), "\n\n<Configure class=\"org.example.Nobody\"/>");
        var error = assertThrows(ClassifierFileException.class, () -> new ClassifierFile(file).load());
        assertEquals(file + ", line 3: ClassNotFoundException: org.example.Nobody", error.getMessage());
    }

    @Test
    void aClassOfTheUsersIsBuiltAndSet() throws IOException {
        var loaded = load(configure(Classifiers.Constant.class, """
                <Set name="name">mine</Set>
                """));
        assertEquals("mine", loaded.classifier().classify(Requests.get("h", "/")));
    }

    @Test
    void theThreadKeepsItsClassLoader() throws IOException {
        ClassLoader own = new ClassLoader("own", null) {};
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(own);
        try {
            load(configure(Classifiers.Constant.class, ""));
            assertSame(own, thread.getContextClassLoader());
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void aSyntaxErrorIsNamedWithItsLine() throws IOException {
        assertFails("""
                <Configure class="org.resumelb.classifier.RegexClassifier">
                  <Arg>path</Arg>
                  <Arg>^/(?<class>[^/]+)</Arg>
                </Configure>
                """, 5, "The element type \"class\" must be terminated");
    }

    @Test
    void aGroupThatIsNotEscapedIsHintedAtAndNothingElseIsLogged() throws IOException {
        try (CapturedLog log = new CapturedLog()) {
            assertFails(
                    "<Configure class=\"org.resumelb.classifier.RegexClassifier\">\n<Arg>(?<class>.*)</Arg></Configure>",
                    4,
                    "(in XML, write (?&lt;class&gt;...) for (?<class>...))");
            assertEquals(0, log.bytes());
        }
    }

    @Test
    void aClassifierThatSaysNothingOfItselfIsCalledByItsClass() throws IOException {
        assertEquals("Constant", load(configure(Classifiers.Constant.class, "")).description());
    }

    @Test
    void aFileThatEndsTooSoonIsNamed() throws IOException {
        assertFails(
                "<Configure class=\"org.resumelb.classifier.HostClassifier\">\n",
                4,
                "must start and end within the same entity");
    }

    @Test
    void anUnknownClassIsNamed() throws IOException {
        assertFails("\n\n<Configure class=\"org.example.Nobody\"/>", 5, "ClassNotFoundException: org.example.Nobody");
    }

    @Test
    void aBadRegexIsNamedWithTheLineOfItsArgument() throws IOException {
        assertFails("""
                <Configure class="org.resumelb.classifier.RegexClassifier">
                  <Arg>path</Arg>

                  <Arg>^/(?&lt;class&gt;[^/+)</Arg>
                </Configure>
                """, 6, "regex: ^/(?<class>[^/+) (expected: a regular expression; Unclosed character class");
    }

    @Test
    void anUnknownSourceIsNamedWithTheLineOfItsArgument() throws IOException {
        assertFails("""
                <Configure class="org.resumelb.classifier.RegexClassifier">
                  <Arg>pathway</Arg>
                  <Arg>(?&lt;class&gt;.*)</Arg>
                </Configure>
                """, 4, "source: pathway (expected: one of host, path,");
    }

    @Test
    void aMissingArgumentIsNamed() throws IOException {
        assertFails("""
                <Configure class="org.resumelb.classifier.RegexClassifier">
                  <Arg>path</Arg>
                </Configure>
                """, 3, "the class has no constructor for these arguments");
    }

    @Test
    void anObjectThatIsNoClassifierIsNamed() throws IOException {
        assertFails(
                "<Configure class=\"java.util.ArrayList\"/>",
                3,
                "builds a java.util.ArrayList (expected: an implementation of"
                        + " org.resumelb.classifier.RequestClassifier)");
    }

    @Test
    void aConstructorThatThrowsIsNamedOnOneLine() throws IOException {
        assertFails(configure(Classifiers.Unmakeable.class, ""), 3, "UnsupportedOperationException: no table of sites");
    }

    @Test
    void aFingerprintThatThrowsIsNamed() throws IOException {
        assertFails(configure(Classifiers.Secretive.class, ""), 3, "IllegalStateException: not telling");
    }

    @Test
    void anUnknownPropertyIsNamedWithItsLine() throws IOException {
        assertFails(configure(Classifiers.Constant.class, "\n<Set name=\"nickname\">x</Set>\n"), 4, "setNickname");
    }

    @Test
    void aMissingFileIsNamed() {
        Path missing = folder.resolve("missing.xml");
        var error = assertThrows(ClassifierFileException.class, () -> new ClassifierFile(missing).load());
        assertEquals(missing + ": cannot be read: java.nio.file.NoSuchFileException: " + missing, error.getMessage());
    }

    /** Lines are counted after those of the head. */
    private void assertFails(String xml, int line, String reason) throws IOException {
        Path file = write(xml);
        var error = assertThrows(ClassifierFileException.class, () -> new ClassifierFile(file).load());
        String message = String.valueOf(error.getMessage());
        assertTrue(message.startsWith(file + ", line " + line + ": "), message);
        assertTrue(message.contains(reason), message);
        assertEquals(1, message.lines().count(), message);
    }

    private static String configure(Class<?> classifier, String content) {
        return "<Configure class=\"" + classifier.getName() + "\">" + content + "</Configure>";
    }

    private LoadedClassifier load(String xml) throws IOException {
        return new ClassifierFile(write(xml)).load();
    }

    private Path write(String xml) throws IOException {
        return Files.writeString(folder.resolve("classifier.xml"), HEAD + xml);
    }
}
