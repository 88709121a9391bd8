package org.resumelb.tools.log;

import java.util.ArrayList;
import java.util.List;
import nl.basjes.parse.core.Parser;
import nl.basjes.parse.core.exceptions.DissectionFailure;
import nl.basjes.parse.core.exceptions.InvalidDissectorException;
import nl.basjes.parse.core.exceptions.MissingDissectorsException;
import nl.basjes.parse.httpdlog.HttpdLoglineParser;
import org.jspecify.annotations.Nullable;

/**
 * Parses log lines in Apache's and nginx's {@code common} and {@code combined} formats, which are the same; each may
 * have the virtual host at the beginning and anything the administrator added at the end. The format of the last line
 * is tried first, so a file with one format needs one attempt per line. Not thread-safe.
 */
final class CommonFormats implements LineFormat {
    private static final String COMMON = "%h %l %u %t \"%r\" %>s %b";
    /** Matches everything that follows: an unquoted header with this name matches any text. */
    private static final String REST = " %{Rest}i";

    private static final List<String> FORMATS = List.of(
            COMMON + REST, COMMON, "%v:%p " + COMMON + REST, "%v:%p " + COMMON, "%v " + COMMON + REST, "%v " + COMMON);

    /** The most likely format first. */
    private final List<Parser<LogFields>> parsers = new ArrayList<>();

    CommonFormats() {
        for (String format : FORMATS) {
            parsers.add(new HttpdLoglineParser<>(LogFields.class, format).ignoreMissingDissectors());
        }
    }

    @Override
    public @Nullable LoggedRequest read(String line) {
        LogFields fields = parse(line);
        RequestLine request = fields == null ? null : RequestLine.parse(fields.requestLine);
        return fields == null || request == null
                ? null
                : new LoggedRequest(request, fields.virtualHost(), fields.epochMillis, fields.bytes);
    }

    private @Nullable LogFields parse(String line) {
        for (int i = 0; i < parsers.size(); i++) {
            LogFields fields = attempt(parsers.get(i), line);
            if (fields != null) {
                parsers.add(0, parsers.remove(i));
                return fields;
            }
        }
        return null;
    }

    private static @Nullable LogFields attempt(Parser<LogFields> parser, String line) {
        try {
            return parser.parse(line);
        } catch (DissectionFailure notThisFormat) {
            return null;
        } catch (RuntimeException e) {
            // The library reads what looks like a number, and fails where it does not fit into one.
            return null;
        } catch (InvalidDissectorException | MissingDissectorsException e) {
            throw new IllegalStateException("log parser cannot be built: " + e.getMessage(), e);
        }
    }
}
