package org.resumelb.jetty.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.resumelb.discovery.DiscoveryState;
import org.resumelb.discovery.WorkerAddress;
import org.resumelb.jetty.testing.Await;
import org.resumelb.jetty.testing.CapturedLog;

/** Workers as a file lists them, however it is changed. */
class FileDiscoveryTest {
    private final CapturedLog log = new CapturedLog();
    private volatile List<String> workers = List.of("nobody was asked");
    private Path file;
    private FileDiscovery discovery;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        file = Files.writeString(directory.resolve("workers"), "http://a:1\nhttp://b:2\n");
        discovery = new FileDiscovery(file);
        startDiscovery();
    }

    private void startDiscovery() {
        discovery.start(
                found -> workers = found.stream().map(WorkerAddress::text).toList());
    }

    @AfterEach
    void stop() {
        discovery.close();
        log.close();
    }

    @Test
    void whoIsListedAtTheStartIsReportedBeforeItReturns() {
        assertEquals(List.of("http://a:1", "http://b:2"), workers);
        assertEquals(DiscoveryState.OK, discovery.state());
    }

    @Test
    void aFileThatReplacesItIsRead() throws IOException {
        Path fresh = Files.writeString(file.resolveSibling("fresh"), "http://b:2\nhttp://c:3;version=7");
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Await.until(List.of("http://b:2", "http://c:3;version=7"), () -> workers);
        Await.untilTrue(
                "it is logged", () -> !log.linesWith("1 added, 1 removed").isEmpty());
    }

    @Test
    void aByteOrderMarkBeforeTheFirstWorkerIsPassedOver() throws IOException {
        Files.writeString(file, "\uFEFFhttp://c:3\n");
        Await.until(List.of("http://c:3"), () -> workers);
    }

    @Test
    void aFileOfTheSameSizeAndTimeIsReadAsWell() throws IOException {
        var time = Files.getLastModifiedTime(file);
        Files.writeString(file, "http://a:1\nhttp://c:3\n");
        Files.setLastModifiedTime(file, time);
        Await.until(List.of("http://a:1", "http://c:3"), () -> workers);
    }

    @Test
    void aLinkThatPointsElsewhereFromNowOnIsFollowed() throws IOException {
        Path first = Files.writeString(file.resolveSibling("first"), "http://a:1");
        Path second = Files.writeString(file.resolveSibling("second"), "http://c:3");
        Path link = file.resolveSibling("link");
        Files.createSymbolicLink(link, first);
        discovery.close();
        discovery = new FileDiscovery(link);
        startDiscovery();
        assertEquals(List.of("http://a:1"), workers);
        Path fresh = Files.createSymbolicLink(file.resolveSibling("fresh"), second);
        Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Await.until(List.of("http://c:3"), () -> workers);
    }

    @Test
    void aWrongLineChangesNothingAndIsNamedOnce() throws IOException {
        Files.writeString(file, "http://c:3\nhttp//d:4\n");
        Await.until(DiscoveryState.UNREADABLE, () -> discovery.state().word());
        assertTrue(
                discovery.state().reason().contains("line 2: http//d:4 (expected: "),
                discovery.state().reason());
        Files.writeString(file, "http://c:3\n");
        Await.until(List.of("http://c:3"), () -> workers);
        assertEquals(DiscoveryState.OK, discovery.state());
        List<String> lines = log.linesWith("resumelb.workersFile");
        assertEquals(1, lines.size(), lines::toString);
        assertTrue(lines.get(0).contains(file + ": line 2: http//d:4 (expected: "), lines::toString);
        assertTrue(lines.get(0).endsWith("the 2 workers known before stay"), lines::toString);
    }

    @Test
    void aMissingFileChangesNothingUntilItIsBack() throws IOException {
        Files.delete(file);
        Await.until(DiscoveryState.AWAY, () -> discovery.state().word());
        assertEquals(List.of("http://a:1", "http://b:2"), workers);
        assertEquals(1, log.linesWith("there is no such file").size());
        Files.writeString(file, "http://c:3\n");
        Await.until(List.of("http://c:3"), () -> workers);
    }

    @Test
    void anEmptiedFileChangesNothingAndACommentEmptiesThePool() throws IOException {
        Files.writeString(file, "");
        Await.until(DiscoveryState.UNREADABLE, () -> discovery.state().word());
        assertEquals(List.of("http://a:1", "http://b:2"), workers);
        Files.writeString(file, "# nobody\n");
        Await.until(List.of(), () -> workers);
    }

    @Test
    void bytesThatAreNoTextChangeNothing() throws IOException {
        Files.write(file, new byte[] {(byte) 0xc3, 0x28});
        Await.until(DiscoveryState.AWAY, () -> discovery.state().word());
        assertEquals(List.of("http://a:1", "http://b:2"), workers);
    }

    @Test
    void aFileThatGrowsWhileItIsReadIsReadToItsEnd() throws IOException {
        StringBuilder all = new StringBuilder();
        Files.writeString(file, "");
        // Bytes arrive one after the other: most states are cut off in the middle of a line.
        for (String worker : List.of("http://a:10", "http://b:20", "http://c:30")) {
            for (char c : (worker + "\n").toCharArray()) {
                all.append(c);
                Files.write(file, String.valueOf(c).getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
            }
        }
        Await.until(all.toString().lines().toList(), () -> workers);
    }

    @Test
    void stoppedAndStartedAgainItGoesOn() throws IOException {
        discovery.close();
        Files.writeString(file, "http://c:3\n");
        startDiscovery();
        assertEquals(List.of("http://c:3"), workers);
        Files.writeString(file, "http://d:4\n");
        Await.until(List.of("http://d:4"), () -> workers);
    }
}
