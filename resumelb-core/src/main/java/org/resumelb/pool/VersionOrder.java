package org.resumelb.pool;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.regex.Pattern;

/** Orders versions as people do: {@code 9 < 10}, {@code 1.2 < 1.10}, {@code rc1 < rc2}. */
final class VersionOrder implements Comparator<String> {
    static final Comparator<String> OLDEST_FIRST = new VersionOrder().thenComparing(Comparator.naturalOrder());

    /** Splits between digits and other characters, and at anything that is neither a letter nor a digit. */
    private static final Pattern PARTS = Pattern.compile("[^\\p{L}\\p{N}]+|(?<=[0-9])(?![0-9])|(?<![0-9])(?=[0-9])");

    @Override
    public int compare(String a, String b) {
        String[] left = PARTS.split(a, -1);
        String[] right = PARTS.split(b, -1);
        for (int i = 0; i < Math.min(left.length, right.length); i++) {
            int order = compareParts(left[i], right[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.length, right.length);
    }

    private static int compareParts(String a, String b) {
        boolean numbers = isNumber(a) && isNumber(b);
        return numbers ? new BigInteger(a).compareTo(new BigInteger(b)) : a.compareTo(b);
    }

    private static boolean isNumber(String part) {
        return !part.isEmpty() && part.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
