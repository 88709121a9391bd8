package org.resumelb.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.TreeSet;

/** Guesses which name a misspelt one was meant to be. */
final class NearestName {
    private NearestName() {}

    /** The known name that needs the fewest edits; of several, the first in alphabetical order. */
    static String of(String name, Collection<String> known) {
        return new TreeSet<>(known)
                .stream()
                        .min(Comparator.comparingInt(candidate -> cost(name, candidate)))
                        .orElse("");
    }

    /** A known name that starts with the misspelt one counts as near, too. */
    private static int cost(String name, String candidate) {
        int whole = distance(name, candidate);
        return candidate.length() <= name.length()
                ? whole
                : Math.min(whole, 2 + distance(name, candidate.substring(0, name.length())));
    }

    /**
     * How many letters must be inserted, removed or replaced to turn one into the other (Levenshtein), ignoring case.
     */
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
