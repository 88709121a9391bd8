package org.resumelb.jetty.classifier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.eclipse.jetty.xml.XmlConfiguration;
import org.resumelb.classifier.RequestClassifier;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** The Jetty XML file that builds the classifier. Immutable; each {@link #load} reads it anew. */
public final class ClassifierFile {
    private final Path file;

    public ClassifierFile(Path file) {
        this.file = file;
    }

    /** Where the file is. */
    public Path path() {
        return file;
    }

    /**
     * Builds the classifier that the file describes.
     *
     * @throws ClassifierFileException naming file, line and reason
     */
    public LoadedClassifier load() {
        String xml = read();
        Thread thread = Thread.currentThread();
        ClassLoader callers = thread.getContextClassLoader();
        // Jetty XML looks for classes here; over JMX the thread's own loader would not see the module's.
        thread.setContextClassLoader(ClassifierFile.class.getClassLoader());
        try {
            RequestClassifier classifier = build(xml);
            return new LoadedClassifier(classifier, Fingerprints.of(classifier, xml));
        } finally {
            thread.setContextClassLoader(callers);
        }
    }

    private String read() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new ClassifierFileException(file, 0, "cannot be read: " + e, e);
        }
    }

    private RequestClassifier build(String xml) {
        try {
            Object built = new XmlConfiguration(new XmlText(file, xml)).configure();
            if (built instanceof RequestClassifier classifier) {
                return classifier;
            }
            throw failed(
                    xml,
                    new IllegalArgumentException("builds a " + built.getClass().getName()
                            + " (expected: an implementation of " + RequestClassifier.class.getName() + ")"));
        } catch (ClassifierFileException e) {
            throw e;
        } catch (Exception | LinkageError e) {
            throw failed(xml, e);
        }
    }

    private ClassifierFileException failed(String xml, Throwable failure) {
        Throwable root = root(failure);
        if (root instanceof SAXParseException syntax) {
            return new ClassifierFileException(file, syntax.getLineNumber(), message(syntax), failure);
        }
        return new ClassifierFileException(file, line(xml, root), reason(root), failure);
    }

    private static Throwable root(Throwable failure) {
        Throwable cause = failure;
        // Jetty's XML wraps what a constructor threw; what we said ourselves may have a cause of its own.
        while (cause.getCause() != null && !(cause instanceof IllegalArgumentException)) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static String reason(Throwable root) {
        String message = message(root);
        return root instanceof IllegalArgumentException
                ? message
                : root.getClass().getSimpleName() + ": " + message;
    }

    private static String message(Throwable failure) {
        return Objects.requireNonNullElse(failure.getMessage(), "");
    }

    private static int line(String xml, Throwable root) {
        try {
            return ElementLines.of(xml).lineOf(message(root));
        } catch (SAXException | IOException e) {
            return 0;
        }
    }
}
