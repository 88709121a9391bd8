package org.resumelb.jetty.requestlog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.jetty.server.AsyncRequestLogWriter;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Slf4jRequestLogWriter;
import org.eclipse.jetty.util.component.ContainerLifeCycle;
import org.resumelb.settings.RequestLogSettings;
import org.resumelb.settings.SettingValues;
import org.resumelb.settings.SettingsTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a line for each request that ended, with the worker that served it and how that worker was chosen. A separate
 * thread writes the lines; if it cannot keep up, lines are dropped rather than requests delayed. Thread-safe.
 */
public final class AccessLog extends ContainerLifeCycle implements RequestLog {
    private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);
    private static final String LOGGER = "logger";

    private final LineFormat format;
    private final Writer writer;

    AccessLog(LineFormat format, Writer writer) {
        this.format = format;
        this.writer = writer;
        installBean(writer);
    }

    /**
     * Creates a log as configured by properties.
     *
     * @param base folder against which relative paths are resolved
     * @throws IllegalArgumentException naming the property, its value and the expected form
     */
    public static AccessLog of(Map<String, String> properties, Path base) {
        SettingsTable.requireKnown(properties.keySet());
        SettingValues values = SettingValues.of(properties, base);
        LineFormat format = values.get(RequestLogSettings.FORMAT).equals("json") ? new JsonLine() : new TextLine();
        return new AccessLog(format, writer(values));
    }

    private static Writer writer(SettingValues values) {
        if (values.get(RequestLogSettings.FILE).equals(LOGGER)) {
            Slf4jRequestLogWriter writer = new Slf4jRequestLogWriter();
            writer.setLoggerName("org.resumelb.requestlog");
            return writer;
        }
        Path file = values.path(RequestLogSettings.FILE);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
        } catch (IOException e) {
            values.require(false, RequestLogSettings.FILE, "a file in a folder that can be written to");
        }
        AsyncRequestLogWriter writer = new AsyncRequestLogWriter(file.toString());
        writer.setAppend(true);
        writer.setRetainDays(values.get(RequestLogSettings.RETAIN_DAYS));
        return writer;
    }

    @Override
    public void log(Request request, Response response) {
        try {
            writer.write(format.line(new Entry(request, response, System.nanoTime())));
        } catch (IOException | RuntimeException e) {
            LOG.debug("A line of the access log could not be written", e);
        }
    }
}
