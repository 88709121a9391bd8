package org.resumelb.settings;

import org.resumelb.text.Excerpt;

/**
 * One setting, declared once. How it is read from every source, the modules' files, the manual and {@code /config} all
 * follow from this declaration. Immutable.
 *
 * @param name as in ZooKeeper and JMX; the property is {@value #PREFIX} followed by the name
 * @param byDefault the value of an absent or empty property, as text
 * @param meaning what it does, in one or more sentences, in the manual's Markdown
 * @param isLive whether it can change while the load balancer serves
 */
public record Setting<T>(String name, Kind<T> kind, String byDefault, String meaning, boolean isLive) {
    /** The prefix of all properties. */
    public static final String PREFIX = "resumelb.";

    /** The name of the property. */
    public String property() {
        return PREFIX + name;
    }

    public T defaultValue() {
        return parse(name, byDefault);
    }

    /**
     * Reads a text.
     *
     * @param label what error messages call the setting
     * @throws IllegalArgumentException naming the setting, the text and the expected form
     */
    T parse(String label, String text) {
        try {
            return kind.parser().apply(text);
        } catch (IllegalArgumentException e) {
            throw wrong(label, text);
        }
    }

    /**
     * Reads a value that already has a type, as in JSON and JMX.
     *
     * @throws IllegalArgumentException naming the setting, the value and the expected form
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

    /** The exception for a value that does not have the expected form. */
    IllegalArgumentException wrong(String label, String value, String expected) {
        String shown = kind.isSecret() ? "***" : Excerpt.of(value);
        return new IllegalArgumentException(label + ": " + shown + " (expected: " + expected + ")");
    }
}
