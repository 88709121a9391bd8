package org.resumelb.tools.operate;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a worker's name. */
final class WorkerName implements ITypeConverter<String> {
    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]):[0-9]{1,5}");

    /** Made by the command line parser. */
    WorkerName() {}

    @Override
    public String convert(String value) {
        String name = value.replaceFirst("^https?://", "").replaceFirst("/$", "");
        if (FORM.matcher(name).matches()) {
            return name;
        }
        throw new TypeConversionException(value + " (expected: host:port of a worker)");
    }

    /** The path of an operation on a worker. */
    static String path(String name, String operation) {
        return "/workers/" + encoded(name) + "/" + operation;
    }

    /** A text as a segment of a path. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%3A", ":");
    }
}
