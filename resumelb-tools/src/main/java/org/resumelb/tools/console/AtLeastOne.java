package org.resumelb.tools.console;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an option's whole number of at least 1. */
public final class AtLeastOne implements ITypeConverter<Integer> {
    /** Made by the command line parser. */
    public AtLeastOne() {}

    @Override
    public Integer convert(String value) {
        try {
            int number = Integer.parseInt(value);
            if (number >= 1) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, like a number that is too small.
        }
        throw new TypeConversionException(value + " (expected: a whole number from 1 to " + Integer.MAX_VALUE + ")");
    }
}
