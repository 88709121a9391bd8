package org.resumelb.tools.console;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an option's number of at least 0. */
public final class NotNegative implements ITypeConverter<Double> {
    /** Made by the command line parser. */
    public NotNegative() {}

    @Override
    public Double convert(String value) {
        try {
            double number = Double.parseDouble(value);
            if (number >= 0 && Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, like a number that is negative.
        }
        throw new TypeConversionException(value + " (expected: a number >= 0)");
    }
}
