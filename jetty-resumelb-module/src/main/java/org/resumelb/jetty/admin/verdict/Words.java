package org.resumelb.jetty.admin.verdict;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers in sentences. */
final class Words {
    private Words() {}

    static String count(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }

    static String time(long millis) {
        return millis < 10_000
                ? String.format(Locale.ROOT, "%.1f s", millis / 1000.0)
                : millis < 120_000 ? Math.round(millis / 1000.0) + " s" : Math.round(millis / 60_000.0) + " min";
    }

    static String share(long part, long all) {
        return Math.round(100.0 * part / all) + " %";
    }

    /** A text preceded by another; empty if there is no text. */
    static String after(String before, String text) {
        return text.isEmpty() ? "" : before + text;
    }

    static @Nullable String unlessEmpty(String before, String text) {
        return text.isEmpty() ? null : before + text;
    }
}
