package org.resumelb.jetty.classifier;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.util.resource.MemoryResource;
import org.eclipse.jetty.xml.XmlConfiguration;
import org.resumelb.classifier.RequestClassifier;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** The Jetty XML file that builds the classifier. Immutable; each {@link #load} reads the file again. */
public final class ClassifierFile {
    private static final String DOCTYPE =
            "<!DOCTYPE Configure PUBLIC \"-//Jetty//Configure//EN\" \"https://jetty.org/configure_10_0.dtd\">";

    /** What may precede a document type or the root. */
    private static final Pattern PROLOG = Pattern.compile("(?s)\\uFEFF?(\\s|<\\?.*?\\?>|<!--.*?-->)*+");

    /** Begins a named group of a regular expression; XML mistakes its second half for an element. */
    private static final String GROUP = "(?<";

    private final Path file;

    public ClassifierFile(Path file) {
        this.file = file;
    }

    /** Where the file is. */
    public Path path() {
        return file;
    }

    /** When the file was last modified; 0 if unknown. */
    long lastModifiedMillis() {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException e) {
            return 0;
        }
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
            // Before Jetty's parser, which would log what is no XML as well.
            var unused = XmlElements.of(xml);
            RequestClassifier classifier = build(xml);
            return new LoadedClassifier(classifier, Fingerprints.of(classifier, xml));
        } catch (Exception | LinkageError e) {
            throw failed(xml, e);
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

    private RequestClassifier build(String xml) throws Exception {
        byte[] content = withDoctype(xml).getBytes(StandardCharsets.UTF_8);
        Object built = new XmlConfiguration(new MemoryResource(file.toUri(), content)).configure();
        if (built instanceof RequestClassifier classifier) {
            return classifier;
        }
        String what = built == null ? "nothing" : "a " + built.getClass().getName();
        throw new IllegalArgumentException(
                "builds " + what + " (expected: an implementation of " + RequestClassifier.class.getName() + ")");
    }

    /** Jetty's parser validates, and so rejects files without a document type. Line numbers stay the same. */
    private static String withDoctype(String xml) {
        Matcher prolog = PROLOG.matcher(xml);
        boolean bare = prolog.lookingAt() && !xml.startsWith("<!DOCTYPE", prolog.end());
        return bare ? xml.substring(0, prolog.end()) + DOCTYPE + xml.substring(prolog.end()) : xml;
    }

    private ClassifierFileException failed(String xml, Throwable failure) {
        Throwable root = root(failure);
        if (root instanceof SAXParseException syntax) {
            String hint = xml.contains(GROUP) ? " (in XML, write (?&lt;class&gt;...) for " + GROUP + "class>...))" : "";
            return new ClassifierFileException(file, syntax.getLineNumber(), reason(syntax) + hint, failure);
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
        String message = Objects.requireNonNullElse(root.getMessage(), "");
        if (root instanceof NoSuchMethodException && message.equals("<init>")) {
            return "the class has no constructor for these arguments";
        }
        boolean saysEnough = root instanceof IllegalArgumentException || root instanceof SAXException;
        return saysEnough ? message : root.getClass().getSimpleName() + ": " + message;
    }

    private static int line(String xml, Throwable root) {
        try {
            return XmlElements.of(xml).lineOf(Objects.requireNonNullElse(root.getMessage(), ""));
        } catch (SAXException | IOException e) {
            return 0;
        }
    }
}
