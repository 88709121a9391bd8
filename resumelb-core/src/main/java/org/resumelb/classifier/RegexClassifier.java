package org.resumelb.classifier;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Classifies a request by the group {@code class} of a regular expression applied to one attribute of the request. If
 * the attribute is absent or the expression finds nothing, the class is {@code ""}. Thread-safe.
 */
public final class RegexClassifier implements RequestClassifier {
    private static final String GROUP = "class";

    private final RequestSource source;
    private final Pattern pattern;

    /**
     * Creates a classifier.
     *
     * @param source one of {@code host, path, pathInfo, query, header:NAME, cookie:NAME, method, remoteAddress}
     * @param regex a {@link Pattern} with a group {@code (?<class>...)}, searched for anywhere in the attribute
     * @throws IllegalArgumentException if the source or the expression is invalid; the message says why
     */
    public RegexClassifier(String source, String regex) {
        this.source = RequestSource.parse(source);
        this.pattern = compile(regex);
    }

    private static Pattern compile(String regex) {
        Pattern pattern;
        try {
            pattern = Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "regex: " + regex + " (expected: a regular expression; " + e.getDescription() + " near index "
                            + e.getIndex() + ")",
                    e);
        }
        requireGroup(pattern);
        return pattern;
    }

    private static void requireGroup(Pattern pattern) {
        // With an empty alternative in front it matches the empty text, and a match can be asked for its groups.
        Matcher matcher = Pattern.compile("|" + pattern.pattern()).matcher("");
        matcher.find();
        try {
            matcher.group(GROUP);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "regex: " + pattern.pattern() + " (expected: a named group (?<class>...) in it)", e);
        }
    }

    @Override
    public String classify(RequestView request) {
        String text = source.read(request);
        return text == null ? "" : find(text);
    }

    private String find(String text) {
        Matcher matcher = pattern.matcher(text);
        @Nullable String found = matcher.find() ? matcher.group(GROUP) : null;
        return Objects.requireNonNullElse(found, "");
    }

    @Override
    public String fingerprint() {
        return "regex " + source + " " + pattern.pattern();
    }

    @Override
    public String toString() {
        return "RegexClassifier(" + source + ", " + pattern.pattern() + ")";
    }
}
