package org.resumelb.jetty.pages;

import java.util.List;
import java.util.Locale;

/** Whether a client prefers JSON to HTML (RFC 9110, section 12.5.1). */
final class Preference {
    private Preference() {}

    /**
     * Decides.
     *
     * @param accepted media ranges of {@code Accept}, the most preferred first; without any, HTML is preferred
     */
    static boolean isJson(List<String> accepted) {
        for (String range : accepted) {
            int parameters = range.indexOf(';');
            String type = (parameters < 0 ? range : range.substring(0, parameters))
                    .strip()
                    .toLowerCase(Locale.ROOT);
            if (type.equals("application/xhtml+xml") || type.startsWith("text/") || type.equals("*/*")) {
                return false;
            }
            if (type.equals("application/*") || type.equals("application/json") || type.endsWith("+json")) {
                return true;
            }
        }
        return false;
    }
}
