package org.resumelb.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.TreeSet;

/** Guesses which name was meant by one that is misspelt. */
final class NearestName {
    private NearestName() {}

    /** The known name that takes the fewest changes of letters; the first by the alphabet of several. */
    static String of(String name, Collection<String> known) {
        return new TreeSet<>(known)
                .stream()
                        .min(Comparator.comparingInt(candidate -> cost(name, candidate)))
                        .orElse("");
    }

    /** Also near is a name that goes on where the misspelt one ends. */
    private static int cost(String name, String candidate) {
        int whole = distance(name, candidate);
        return candidate.length() <= name.length()
                ? whole
                : Math.min(whole, 2 + distance(name, candidate.substring(0, name.length())));
    }

    /** How many letters to insert, take away or replace to make one of the other (Levenshtein), whatever their case. */
    static int distance(String one, String other) {
        String from = one.toLowerCase(Locale.ROOT);
        String to = other.toLowerCase(Locale.ROOT);
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
