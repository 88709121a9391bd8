package org.resumelb.jetty.proxy.report;

/** Numbers as programs of any language write them: figures, a point, an exponent. */
final class Numbers {
    private static final int MAX_LENGTH = 32;

    private Numbers() {}

    /** The number, or NaN for anything else; what {@link Double#parseDouble} takes besides figures is none. */
    static double parse(String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            return Double.NaN;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && ".+-eE".indexOf(c) < 0) {
                return Double.NaN;
            }
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException malformed) {
            return Double.NaN;
        }
    }
}
