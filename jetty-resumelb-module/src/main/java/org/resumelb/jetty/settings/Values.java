package org.resumelb.jetty.settings;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Properties as values of certain kinds; an error names property, value and expected form. Not thread-safe. */
final class Values {
    /** A dotted quad, a name that is not all digits, or an IPv6 address. */
    private static final String HOST = "(\\d{1,3}\\.){3}\\d{1,3}|[A-Za-z0-9._-]*[A-Za-z][A-Za-z0-9._-]*"
            + "|\\[?[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%\\w+)?]?";

    private final Map<String, String> properties;
    private final Path base;

    Values(Map<String, String> properties, Path base) {
        this.properties = properties;
        this.base = base;
    }

    /** The folder that relative paths start from. */
    Path base() {
        return base;
    }

    String text(String property, String absent) {
        String text = properties.getOrDefault(property, "").strip();
        return text.isEmpty() ? absent : text;
    }

    double number(String property, double absent, double least, double greatest) {
        String expected = "a number from " + plain(least) + " to " + plain(greatest);
        try {
            // Not Double.parseDouble, which also reads 4f, 0x1p2 and NaN.
            double number = new BigDecimal(text(property, Double.toString(absent))).doubleValue();
            require(number >= least && number <= greatest, property, expected);
            return number;
        } catch (NumberFormatException e) {
            throw wrong(property, expected);
        }
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    int whole(String property, int absent, int least, int greatest) {
        String expected = "a whole number from " + least + " to " + greatest;
        try {
            int number = Integer.parseInt(text(property, Integer.toString(absent)));
            require(number >= least && number <= greatest, property, expected);
            return number;
        } catch (NumberFormatException e) {
            throw wrong(property, expected);
        }
    }

    boolean truth(String property, boolean absent) {
        String text = text(property, Boolean.toString(absent));
        require(text.equals("true") || text.equals("false"), property, "true or false");
        return text.equals("true");
    }

    /** The name or address of a host that is known here. */
    String host(String property, String absent) {
        String host = text(property, absent);
        String expected = "a known host name or an IP address";
        require(host.matches(HOST), property, expected);
        try {
            var unused = InetAddress.getByName(host);
            return host;
        } catch (UnknownHostException e) {
            throw wrong(property, expected);
        }
    }

    /** A path of a URI, of segments that need no encoding and mean nothing else than themselves. */
    String uriPath(String property, String absent, String expected) {
        String path = text(property, absent);
        require(path.matches("(/(?!\\.\\.?(/|$))[A-Za-z0-9._~-]+)+"), property, expected);
        return path;
    }

    Path path(String property, String absent) {
        try {
            return base.resolve(text(property, absent)).normalize();
        } catch (InvalidPathException e) {
            throw wrong(property, "a path of a file");
        }
    }

    /** The content of the file that a property names; {@code null} when it names none. */
    @Nullable
    String content(String property) {
        if (text(property, "").isEmpty()) {
            return null;
        }
        try {
            return Files.readString(path(property, ""));
        } catch (IOException e) {
            throw wrong(property, "a readable text file in UTF-8");
        }
    }

    /** The content of a file, on one line. */
    @Nullable
    String secret(String property) {
        String content = content(property);
        if (content == null) {
            return null;
        }
        String secret = content.strip();
        require(secret.matches("[\\x21-\\x7e]+"), property, "a file with one secret of printable ASCII in it");
        return secret;
    }

    /** What a supplier makes, its error prefixed with the property. */
    <T> T checked(String property, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(property + ": " + e.getMessage(), e);
        }
    }

    void require(boolean holds, String property, String expected) {
        if (!holds) {
            throw wrong(property, expected);
        }
    }

    private IllegalArgumentException wrong(String property, String expected) {
        String value = properties.getOrDefault(property, "").replaceAll("\\p{Cntrl}", "?");
        return new IllegalArgumentException(property + ": " + value + " (expected: " + expected + ")");
    }
}
