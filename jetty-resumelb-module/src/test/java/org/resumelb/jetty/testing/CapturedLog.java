package org.resumelb.jetty.testing;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.jetty.logging.JettyLogger;
import org.eclipse.jetty.logging.StdErrAppender;
import org.slf4j.LoggerFactory;

/** What is logged while this is open, in place of the console. */
public final class CapturedLog implements AutoCloseable {
    private static final int TRACE_LINES = 16;

    private final ByteArrayOutputStream captured = new ByteArrayOutputStream();
    private final StdErrAppender appender =
            (StdErrAppender) ((JettyLogger) LoggerFactory.getLogger(CapturedLog.class)).getAppender();
    private final PrintStream console = appender.getStream();

    public CapturedLog() {
        appender.setStream(new PrintStream(captured, true, StandardCharsets.UTF_8));
    }

    /** How many bytes were logged so far. */
    public int bytes() {
        return captured.size();
    }

    /** The lines with a text in them. */
    public List<String> linesWith(String text) {
        return captured.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains(text))
                .toList();
    }

    /** The lines with a text in them, each with what follows: of an exception, where it came from. */
    public List<String> tracesWith(String text) {
        List<String> lines = text().lines().toList();
        return IntStream.range(0, lines.size())
                .filter(i -> lines.get(i).contains(text))
                .mapToObj(i -> String.join("\n", lines.subList(i, Math.min(lines.size(), i + TRACE_LINES))))
                .toList();
    }

    /** All of it. */
    public String text() {
        return captured.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        appender.setStream(console);
    }
}
