package org.resumelb.tools.console;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an option's numbers of workers, separated by commas. */
public final class WorkerCounts implements ITypeConverter<WorkerCounts.Numbers> {
    private static final int MOST = 1000;

    /** Made by the command line parser. */
    public WorkerCounts() {}

    /** Numbers in the order given, at least one. */
    public record Numbers(List<Integer> values) {
        /** Copies the list. */
        public Numbers {
            values = List.copyOf(values);
        }
    }

    @Override
    public Numbers convert(String value) {
        List<Integer> numbers = new ArrayList<>();
        for (String number : value.split(",", -1)) {
            numbers.add(number(number.trim(), value));
        }
        return new Numbers(numbers);
    }

    private static int number(String text, String whole) {
        try {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= MOST) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, like a number that is too small.
        }
        throw new TypeConversionException(
                whole + " (expected: numbers of workers from 1 to " + MOST + ", such as 8 or 2,4,8)");
    }
}
