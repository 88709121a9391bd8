package org.resumelb.tools.console;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an option's share of a whole, 0 to 1. */
public final class Share implements ITypeConverter<Double> {
    /** Made by the command line parser. */
    public Share() {}

    @Override
    public Double convert(String value) {
        try {
            double number = Double.parseDouble(value);
            if (number >= 0 && number <= 1) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, like a number that is out of bounds.
        }
        throw new TypeConversionException(value + " (expected: a number from 0 to 1)");
    }
}
