package org.resumelb.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resumelb.zookeeper.ZooKeeperServer;
import picocli.CommandLine;

/** The commands that show and change the tree. */
final class TreeCommandsTest {
    private String out = "";
    private String err = "";

    private int run(String... arguments) {
        StringWriter outText = new StringWriter();
        StringWriter errText = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(outText)).setErr(new PrintWriter(errText));
        int code = line.execute(arguments);
        out = outText.toString();
        err = errText.toString();
        return code;
    }

    private int run(ZooKeeperServer zookeeper, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add(1, "--connect=" + zookeeper.connect());
        return run(all.toArray(String[]::new));
    }

    @Test
    void whatIsSetIsInTheTreeUntilItIsUnset() throws Exception {
        try (ZooKeeperServer zookeeper = new ZooKeeperServer()) {
            assertEquals(0, run(zookeeper, "set", "variance=2.5", "policy=least-backlog"), err);
            assertEquals(0, run(zookeeper, "set", "singleVersion=true"), err);
            assertEquals(
                    "{\"variance\":2.5,\"policy\":\"least-backlog\",\"singleVersion\":true}",
                    zookeeper.get("/resumelb"));
            assertEquals(0, run(zookeeper, "set", "--workers", "history=500"), err);
            assertEquals("{\"history\":500}", zookeeper.get("/resumelb/workers"));
            zookeeper.put("/resumelb/workers/providers/127.0.0.1:8081", "{\"version\":\"7\"}");
            zookeeper.put("/resumelb/providers/127.0.0.1:8080", "{\"pid\":1}");
            assertEquals(0, run(zookeeper, "tree"), err);
            assertEquals("""
                    /resumelb
                      variance = 2.5
                      policy = least-backlog
                      singleVersion = true
                      /providers
                        /127.0.0.1:8080  pid = 1
                      /workers
                        history = 500
                        /providers
                          /127.0.0.1:8081  version = 7
                    """, out.replace(System.lineSeparator(), "\n"));
            assertEquals(0, run(zookeeper, "unset", "variance", "policy"), err);
            assertEquals("{\"singleVersion\":true}", zookeeper.get("/resumelb"));
        }
    }

    @Test
    void whatIsMadeWithCredentialsIsChangedWithTheseOnly(@TempDir Path folder) throws Exception {
        Path credentials = Files.writeString(folder.resolve("credentials"), "digest:resumelb:s3cret");
        try (ZooKeeperServer zookeeper = new ZooKeeperServer()) {
            String option = "--credentials-file=" + credentials;
            assertEquals(0, run(zookeeper, "set", option, "variance=2.5"), err);
            assertEquals(1, run(zookeeper, "set", "variance=3"));
            assertEquals(1, err.lines().count(), err);
            assertTrue(err.contains("/resumelb may not be changed (expected: --credentials-file"), err);
            assertEquals(0, run(zookeeper, "tree"), "who may not write may read");
            assertEquals(0, run(zookeeper, "set", option, "variance=3"), err);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set variance=-1",
                "set variance=two",
                "set policy=magic",
                "set canary=0.6",
                "set backlogHistory=1.5",
                "set varience=2",
                "set variance",
                "set --workers history=0",
                "set --workers variance=2",
                "tree --path resumelb",
                "tree --connect zk:many",
            })
    void wrongArgumentsAreToldInOneLineWithoutAskingZooKeeper(String arguments) {
        assertEquals(2, run(arguments.split(" ")));
        assertEquals(1, err.lines().count(), err);
        assertTrue(err.contains("(expected: "), err);
    }

    @Test
    void whatAnotherSetWronglyIsNotMadeWorse() throws Exception {
        try (ZooKeeperServer zookeeper = new ZooKeeperServer()) {
            zookeeper.put("/resumelb", "{\"canary\":7}");
            assertEquals(1, run(zookeeper, "set", "variance=2"));
            assertTrue(err.contains("canary: 7"), err);
            assertEquals("{\"canary\":7}", zookeeper.get("/resumelb"));
            assertEquals(0, run(zookeeper, "unset", "canary"), err);
            assertFalse(zookeeper.get("/resumelb").contains("canary"));
        }
    }

    @Test
    void toUnsetWhatIsNotSetIsTold() throws Exception {
        try (ZooKeeperServer zookeeper = new ZooKeeperServer()) {
            zookeeper.put("/resumelb", "{\"variance\":2,\"nonsense\":1}");
            assertEquals(0, run(zookeeper, "unset", "variance", "nonsense"), err);
            assertEquals("", err);
            assertEquals(0, run(zookeeper, "unset", "variance", "nonsense"), err);
            assertTrue(err.contains("variance was not set" + System.lineSeparator()), err);
            assertTrue(err.contains("nonsense was not set, and no setting is called so (known: "), err);
        }
    }

    @Test
    void aZooKeeperThatIsNotThereIsToldInOneLine() throws Exception {
        PrintStream console = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            int port = unusedPort();
            assertEquals(1, run("tree", "--connect-timeout=1", "--connect=127.0.0.1:" + port));
            assertEquals(1, err.lines().count(), err);
            assertTrue(err.contains("ZooKeeper 127.0.0.1:" + port + " does not answer"), err);
        } finally {
            System.setErr(console);
        }
        assertFalse(printed.toString(StandardCharsets.UTF_8).contains("\tat "), "a stack trace");
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
