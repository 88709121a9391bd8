package org.resumelb.tools.console;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a number of bytes, optionally followed by K, M, G or T. */
public final class Bytes implements ITypeConverter<Long> {
    private static final Pattern FORM = Pattern.compile("(?<number>[0-9]{1,12})(?<unit>[KMGT]?)");

    /** Made by the command line parser. */
    public Bytes() {}

    @Override
    public Long convert(String value) {
        Matcher parts = FORM.matcher(value.toUpperCase(Locale.ROOT));
        if (parts.matches()) {
            int power = " KMGT".indexOf(parts.group("unit").isEmpty() ? " " : parts.group("unit"));
            double bytes = Double.parseDouble(parts.group("number")) * Math.pow(1024, power);
            if (bytes >= 1 && bytes <= 1e15) {
                return (long) bytes;
            }
        }
        throw new TypeConversionException(value + " (expected: bytes, such as 1000000 or 512M)");
    }
}
