package org.resumelb.tools.console;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.resumelb.classifier.RegexClassifier;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A classifier as written in an option, {@code [SOURCE:]REGEX}. Immutable.
 *
 * @param source the part of a request to which the expression is applied
 * @param regex has a group {@code class}
 */
public record ClassifierRegex(String source, String regex) {
    private static final Pattern SOURCE = Pattern.compile(
            "(?<source>host|path|pathInfo|query|method|header:[^:]+|cookie:[^:]+):(?<regex>.*)", Pattern.DOTALL);

    /** Matches where a source would be. */
    private static final Pattern WORD = Pattern.compile("([A-Za-z]+):");

    /**
     * Reads an option.
     *
     * @throws IllegalArgumentException if it is no such classifier; the message says why
     */
    public static ClassifierRegex parse(String written) {
        Matcher parts = SOURCE.matcher(written);
        Matcher word = WORD.matcher(written);
        if (!parts.matches() && word.lookingAt()) {
            throw new IllegalArgumentException(
                    "source " + word.group(1) + " (expected: host, path, pathInfo or query)");
        }
        ClassifierRegex parsed = parts.matches()
                ? new ClassifierRegex(parts.group("source"), parts.group("regex"))
                : new ClassifierRegex("path", written);
        parsed.classifier();
        return parsed;
    }

    /** The classifier itself. */
    public RegexClassifier classifier() {
        return new RegexClassifier(source, regex);
    }

    /** The text that {@link #parse} reads. */
    public String written() {
        return source + ":" + regex;
    }

    /** The file {@code etc/resumelb-classifier.xml} that builds it. */
    public String xml() {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <!DOCTYPE Configure PUBLIC "-//Jetty//Configure//EN" "https://jetty.org/configure_10_0.dtd">
                <Configure id="Classifier" class="org.resumelb.classifier.RegexClassifier">
                  <Arg>%s</Arg><Arg>%s</Arg>
                </Configure>
                """.formatted(Markup.escape(source), Markup.escape(regex));
    }

    /** Reads an option. */
    public static final class Converter implements ITypeConverter<ClassifierRegex> {
        /** Made by the command line parser. */
        public Converter() {}

        @Override
        public ClassifierRegex convert(String value) {
            try {
                return parse(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }
}
