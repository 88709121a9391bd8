package org.resumelb.jetty.testing;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.jetty.logging.JettyLogger;
import org.eclipse.jetty.logging.StdErrAppender;
import org.slf4j.LoggerFactory;

/** What is logged while this is open, in place of the console. */
public final class CapturedLog implements AutoCloseable {
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

    /** All of it. */
    public String text() {
        return captured.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        appender.setStream(console);
    }
}
