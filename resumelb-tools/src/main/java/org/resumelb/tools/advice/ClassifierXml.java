package org.resumelb.tools.advice;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.util.resource.ResourceFactory;
import org.eclipse.jetty.xml.XmlConfiguration;
import org.resumelb.classifier.RequestClassifier;

/**
 * Builds the classifier described by a load balancer's classifier file. Jetty XML is code, but the file is the user's
 * own.
 */
final class ClassifierXml {
    private static final String DOCTYPE =
            "<!DOCTYPE Configure PUBLIC \"-//Jetty//Configure//EN\" \"https://jetty.org/configure_10_0.dtd\">";
    private static final Pattern PROLOG = Pattern.compile("(?s)\\uFEFF?(\\s|<\\?.*?\\?>|<!--.*?-->)*+");

    private ClassifierXml() {}

    /**
     * The classifier.
     *
     * @throws IllegalArgumentException if the file does not build one; the message says why, in one line
     */
    static Candidate candidate(Path file) {
        try {
            Object built = build(Files.readString(file));
            if (built instanceof RequestClassifier classifier) {
                return Candidate.of(file, classifier);
            }
            throw new IllegalArgumentException(
                    "builds " + built + " (expected: a " + RequestClassifier.class.getName() + ")");
        } catch (Exception | LinkageError e) {
            throw new IllegalArgumentException("--classifier: " + file + ": " + reason(e), e);
        }
    }

    /** Parses a temporary file: Jetty's parser validates, and so rejects files without a document type. */
    private static Object build(String xml) throws Exception {
        Matcher prolog = PROLOG.matcher(xml);
        boolean bare = prolog.lookingAt() && !xml.startsWith("<!DOCTYPE", prolog.end());
        String whole = bare ? xml.substring(0, prolog.end()) + DOCTYPE + xml.substring(prolog.end()) : xml;
        Path copy = Files.createTempFile("resumelb-classifier", ".xml");
        try (ResourceFactory.Closeable resources = ResourceFactory.closeable()) {
            Files.writeString(copy, whole, StandardCharsets.UTF_8);
            return new XmlConfiguration(resources.newResource(copy)).configure();
        } finally {
            deleteQuietly(copy);
        }
    }

    private static void deleteQuietly(Path copy) {
        try {
            Files.delete(copy);
        } catch (IOException e) {
            copy.toFile().deleteOnExit();
        }
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof IllegalArgumentException)) {
            cause = cause.getCause();
        }
        String message = cause.getMessage() == null ? "" : cause.getMessage();
        return cause instanceof IllegalArgumentException
                ? message
                : cause.getClass().getSimpleName() + ": " + message;
    }
}
