package org.resumelb.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CheckConfigCommandTest {
    @TempDir
    private Path base;

    @TempDir
    private Path home;

    private CommandRun check(String ini, String... more) throws IOException {
        Files.writeString(base.resolve("start.ini"), ini);
        String[] all = new String[more.length + 2];
        all[0] = "check-config";
        all[1] = base.toString();
        System.arraycopy(more, 0, all, 2, more.length);
        return CommandRun.of(all);
    }

    @ParameterizedTest
    @CsvSource({
        "resumelb.varience=2, resumelb.variance",
        "resumelb.variance=two, resumelb.variance: two (expected: a number",
        "resumelb.requestlog.format=xml, 'resumelb.requestlog.format: xml (expected: one of text, json)'",
    })
    void aWrongSettingIsToldInOneLine(String ini, String expected) throws IOException {
        CommandRun run = check("--module=resumelb\n" + ini + "\n");
        assertEquals(1, run.code(), run.out());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().contains(expected), run.err());
    }

    @Test
    void withoutJettysHomeItSaysWhatWasNotChecked() throws IOException {
        CommandRun run = check("resumelb.variance=2\n");
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains("the classifier and files were not read"), run.out());
    }

    @Test
    void withJettysHomeTheLoadBalancerItselfChecks() throws IOException {
        startJar();
        CommandRun run = check("resumelb.variance=2\n", "--jetty-home=" + home);
        assertEquals(0, run.code(), run.err());
        assertEquals("variance = 2\n", run.out());
        CommandRun wrong = check("wrong\n", "--jetty-home=" + home);
        assertEquals(1, wrong.code());
        assertEquals("resumelb.classifier: etc/c.xml:3: no regex\n", wrong.err());
    }

    @Test
    void aFolderThatIsNoBaseIsAWrongArgument() {
        CommandRun run = CommandRun.of("check-config", base.toString());
        assertEquals(2, run.code());
        assertTrue(run.err().contains("BASE: " + base + " (expected: a folder with start.ini or start.d)"), run.err());
        assertEquals(2, CommandRun.of("check-config").code());
    }

    @Test
    void aHomeThatIsNoneIsAWrongArgument() throws IOException {
        CommandRun run = check("", "--jetty-home=" + home);
        assertEquals(2, run.code());
        assertTrue(run.err().contains("--jetty-home: " + home + " (expected: a folder with start.jar)"), run.err());
    }

    /** Stands for Jetty: says what its base says, as the load balancer does when it checks. */
    private void startJar() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Start.class.getName());
        String name = Start.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(home.resolve("start.jar")), manifest);
                InputStream content = Objects.requireNonNull(Start.class.getResourceAsStream("/" + name))) {
            jar.putNextEntry(new JarEntry(name));
            content.transferTo(jar);
            jar.closeEntry();
        }
    }

    /** What is in that jar. */
    static final class Start {
        private Start() {}

        public static void main(String[] arguments) throws IOException {
            System.err.println("2026-11-27 07:00:00.000:INFO :oejs.Server:main: jetty-12");
            if (!arguments[0].equals("resumelb.check=true")) {
                System.exit(3);
            }
            if (Files.readString(Path.of("start.ini")).startsWith("wrong")) {
                System.err.println("resumelb.classifier: etc/c.xml:3: no regex");
                System.exit(1);
            }
            System.out.println("variance = 2");
        }
    }
}
