package org.resumelb.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The filter writes, byte by byte, the examples that the load balancer's tests read. */
final class WireExamplesTest {

    private static final Path EXAMPLES = Path.of("..", "docs", "wire");
    private static final long SECOND = 1_000_000_000;

    private final Recorder recorder = new Recorder(9999, 99_990, 10_000);
    private final ResumeJson json = new ResumeJson("7d2f6c1e-5b0a-4d57-9f43-2f1f6f0b9a10");

    WireExamplesTest() {
        recorder.adoptClassifier("9f86d081884c7d65");
        record("site1.example", 0.008, Double.NaN, 1);
        record("site1.example", 0.008, Double.NaN, 2);
        record("caf\u00e9 \"nord\"", 0.25, 0.1875, 3);
        record("", 0.002, Double.NaN, 4);
    }

    private void record(String requestClass, double seconds, double missSeconds, long atSecond) {
        recorder.record(new Sample(0, requestClass, seconds, Outcome.SERVED, missSeconds, atSecond * SECOND));
    }

    @Test
    void theResumeIsAsInTheExample() throws IOException {
        byte[] resume = json.write(recorder.snapshot(5 * SECOND), 3);
        assertEquals(Files.readString(EXAMPLES.resolve("resume.json")), text(resume) + "\n");
    }

    @Test
    void theStreamIsAsInTheExample() throws IOException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        Announcement first = Objects.requireNonNull(recorder.takeAnnouncement(5 * SECOND));
        stream.write(EventStream.event("resume", json.write(first.resume(), 3)));
        stream.write(EventStream.event("load", ResumeJson.load(3)));
        record("site1.example", 0.0205, Double.NaN, 6);
        record("new.example", 0.125, 0, 6);
        Announcement news = Objects.requireNonNull(recorder.takeAnnouncement(6 * SECOND));
        stream.write(EventStream.event("skills", json.write(news.resume(), 4)));
        stream.write(EventStream.event("load", ResumeJson.load(4)));
        stream.write(EventStream.event("load", ResumeJson.load(0)));
        recorder.adoptClassifier("60303ae22b998861");
        Announcement dropped = Objects.requireNonNull(recorder.takeAnnouncement(8 * SECOND));
        stream.write(EventStream.event("resume", json.write(dropped.resume(), 0)));
        stream.write(EventStream.event("load", ResumeJson.load(0)));
        assertEquals(Files.readString(EXAMPLES.resolve("stream.txt")), text(stream.toByteArray()));
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
