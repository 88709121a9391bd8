package org.resumelb.tools.log;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads an access log, plain or gzip: Apache's or nginx's common or combined format, with or without the virtual host
 * at the beginning and with anything the administrator added at the end, JSON lines, and HAProxy's {@code httplog}. A
 * line that cannot be understood is counted and skipped. Not thread-safe; the caller closes it.
 */
public final class AccessLogReader implements Closeable {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final Pattern HOST = Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\])(:[0-9]{0,5})?");

    private final BufferedReader reader;
    private final ReadableBytes bytes;
    private final String defaultHost;
    private final List<LineFormat> formats =
            new ArrayList<>(List.of(new CommonFormats(), new JsonFormat(), new HaproxyFormat()));
    private long lines;
    private long malformedLines;

    private AccessLogReader(BufferedReader reader, ReadableBytes bytes, String defaultHost) {
        this.reader = reader;
        this.bytes = bytes;
        this.defaultHost = defaultHost;
    }

    /**
     * Opens a log.
     *
     * @param file the log; whether it is compressed is determined from its content
     * @param defaultHost host for requests whose line contains none
     * @throws IOException if the file cannot be read
     */
    public static AccessLogReader open(Path file, String defaultHost) throws IOException {
        InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
        try {
            // A log may hold any bytes: Latin-1 keeps each of them.
            ReadableBytes text = new ReadableBytes(isGzip(raw) ? unpacked(raw, file) : raw);
            return new AccessLogReader(
                    new BufferedReader(new InputStreamReader(text, StandardCharsets.ISO_8859_1), BUFFER_BYTES),
                    text,
                    defaultHost);
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    private static InputStream unpacked(InputStream raw, Path file) throws IOException {
        try {
            return new GZIPInputStream(raw, BUFFER_BYTES);
        } catch (IOException e) {
            throw new IOException(file + " cannot be unpacked: " + e, e);
        }
    }

    private static boolean isGzip(InputStream in) throws IOException {
        in.mark(2);
        boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        return gzip;
    }

    /**
     * The next request, or null at the end.
     *
     * @throws IOException if the file cannot be read any further; all lines before that point have been returned
     */
    public @Nullable LogEntry next() throws IOException {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.isBlank()) {
                continue;
            }
            lines++;
            LogEntry entry = entry(line);
            if (entry != null) {
                return entry;
            }
            malformedLines++;
        }
        IOException failure = bytes.failure();
        if (failure != null) {
            throw failure;
        }
        return null;
    }

    /** Formats rarely change within a file, so the one of the last line is tried first. */
    private @Nullable LogEntry entry(String line) {
        for (int i = 0; i < formats.size(); i++) {
            LoggedRequest request = formats.get(i).read(line);
            if (request != null) {
                Collections.swap(formats, 0, i);
                LogEntry entry = request.entry(defaultHost);
                return isSendable(entry.host()) ? entry : null;
            }
        }
        return null;
    }

    /** Strangers send anything as a host, and no client could send it again. */
    private boolean isSendable(String host) {
        return host.equals(defaultHost) || HOST.matcher(host).matches();
    }

    /** The number of lines read so far, without blank ones. */
    public long lines() {
        return lines;
    }

    /** The number of lines read so far that contained no request. */
    public long malformedLines() {
        return malformedLines;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
