package org.resumelb.settings;

import org.resumelb.text.Excerpt;

/**
 * One setting, declared once: from this follow how it is read wherever it is said, the modules' files, the manual and
 * what {@code /config} shows. Immutable.
 *
 * @param name as in ZooKeeper and JMX; as a property, {@value #PREFIX} precedes it
 * @param byDefault what an absent or empty property means, as text
 * @param meaning what it does, in a sentence or more, in the manual's Markdown
 * @param isLive whether it can be changed while the load balancer serves
 */
public record Setting<T>(String name, Kind<T> kind, String byDefault, String meaning, boolean isLive) {
    /** Of all properties. */
    public static final String PREFIX = "resumelb.";

    /** The name as a property. */
    public String property() {
        return PREFIX + name;
    }

    public T defaultValue() {
        return parse(name, byDefault);
    }

    /**
     * Reads a text.
     *
     * @param label what the error calls the setting
     * @throws IllegalArgumentException naming the setting, the text and what was expected
     */
    T parse(String label, String text) {
        try {
            return kind.parser().apply(text);
        } catch (IllegalArgumentException e) {
            throw wrong(label, text);
        }
    }

    /**
     * Reads a value that has a type already, as JSON and JMX have them.
     *
     * @throws IllegalArgumentException naming the setting, the value and what was expected
     */
    T ofPlain(Object value) {
        boolean fits = value instanceof Number
                ? Number.class.isAssignableFrom(kind.type())
                : kind.type().isInstance(value) && !value.toString().isBlank();
        if (!fits) {
            throw wrong(name, value.toString());
        }
        return parse(name, plainText(value));
    }

    private String plainText(Object value) {
        if (value instanceof Number number) {
            double exact = number.doubleValue();
            return kind.type() == Integer.class ? Kind.text(exact) : Double.toString(exact);
        }
        return value.toString().strip();
    }

    private IllegalArgumentException wrong(String label, String value) {
        return wrong(label, value, kind.expected());
    }

    /** What to throw for a value that is not as expected. */
    IllegalArgumentException wrong(String label, String value, String expected) {
        String shown = kind.isSecret() ? "***" : Excerpt.of(value);
        return new IllegalArgumentException(label + ": " + shown + " (expected: " + expected + ")");
    }
}
