package org.resumelb.servlet;

import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads init parameters strictly. An absent parameter has its default; an empty one is an error. */
final class InitParameters {

    private static final Pattern MANAGEMENT_PATH = Pattern.compile("(/[A-Za-z0-9._~-]*[A-Za-z0-9_~-])+");
    private static final Pattern SECRET = Pattern.compile("[!-~]+");

    private final FilterConfig config;
    private final Set<String> asked = new TreeSet<>();

    InitParameters(FilterConfig config) {
        this.config = config;
    }

    long number(String name, long defaultValue, long greatest) throws ServletException {
        String value = value(name);
        if (value == null) {
            return defaultValue;
        }
        try {
            long number = Long.parseLong(value.trim());
            if (number >= 1 && number <= greatest) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, with all that is no such number.
        }
        throw wrong(name, value, "a whole number from 1 to " + greatest);
    }

    /** A file that need not exist, in a directory that must. */
    @Nullable
    Path file(String name) throws ServletException {
        String value = value(name);
        if (value == null) {
            return null;
        }
        try {
            Path file = Path.of(value.trim()).toAbsolutePath().normalize();
            Path directory = file.getParent();
            if (!value.isBlank() && directory != null && Files.isDirectory(directory) && !Files.isDirectory(file)) {
                return file;
            }
        } catch (InvalidPathException e) {
            // Told below.
        }
        throw wrong(name, value, "a file in a directory that exists");
    }

    String path(String name, String defaultValue) throws ServletException {
        String value = value(name);
        if (value == null) {
            return defaultValue;
        }
        if (MANAGEMENT_PATH.matcher(value.trim()).matches()) {
            return value.trim();
        }
        throw wrong(name, value, "a path within the webapp such as /.resumelb, of letters, digits and - . _ ~");
    }

    /** The secret itself, or the content of a file. Never appears in a message. */
    @Nullable
    String secret(String name, String fileName) throws ServletException {
        String secret = value(name);
        String file = value(fileName);
        if (secret != null && file != null) {
            throw wrong(fileName, file, "either " + name + " or " + fileName + ", not both");
        }
        if (secret != null) {
            return checked(name, "(not shown)", secret);
        }
        return file == null ? null : checked(fileName, file, read(fileName, file));
    }

    private String checked(String name, String shown, String secret) throws ServletException {
        if (SECRET.matcher(secret.trim()).matches()) {
            return secret.trim();
        }
        throw wrong(name, shown, "a secret of visible ASCII characters without blanks");
    }

    private String read(String name, String file) throws ServletException {
        String objection;
        try {
            SecretFile secret = new SecretFile(Path.of(file.trim()));
            objection = secret.objection();
            if (objection == null) {
                return secret.read();
            }
        } catch (IOException | InvalidPathException e) {
            throw wrong(name, file, "a readable text file that holds the secret", e);
        }
        throw wrong(name, file, objection);
    }

    /** Rejects parameters that nothing has read: a misspelt one would silently have its default. */
    void refuseOthers() throws ServletException {
        for (String name : Collections.list(config.getInitParameterNames())) {
            if (!asked.contains(name)) {
                String nearest =
                        Collections.min(asked, Comparator.comparingInt(known -> Spelling.distance(name, known)));
                throw wrong(name, "no such parameter", nearest);
            }
        }
    }

    private @Nullable String value(String name) {
        asked.add(name);
        return config.getInitParameter(name);
    }

    private ServletException wrong(String name, String value, String expected) {
        return wrong(name, value, expected, null);
    }

    private ServletException wrong(String name, String value, String expected, @Nullable Exception cause) {
        String message = "init-param " + name + " of filter " + config.getFilterName() + ": "
                + value.replaceAll("\\p{Cntrl}", " ") + " (expected: " + expected + ")";
        return cause == null ? new ServletException(message) : new ServletException(message, cause);
    }
}
