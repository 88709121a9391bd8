package org.resumelb.jetty.classifier;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.eclipse.jetty.util.resource.Resource;
import org.jspecify.annotations.Nullable;

/**
 * The text of a Jetty XML file as Jetty's reader wants it: from memory, so that it cannot change between two readings,
 * and with a document type, without which the reader would refuse it.
 */
final class XmlText extends Resource {
    private static final String DOCUMENT_TYPE =
            "<!DOCTYPE Configure PUBLIC \"-//Jetty//Configure//EN\" \"https://jetty.org/configure_10_0.dtd\">";

    private final Path file;
    private final String xml;

    XmlText(Path file, String xml) {
        this.file = file;
        this.xml = typed(xml);
    }

    /** Adds the document type on the root element's own line, so that lines keep their numbers. */
    private static String typed(String xml) {
        boolean hasType = xml.contains("<!DOCTYPE");
        return hasType ? xml : xml.replaceFirst("<Configure(?=[\\s>/])", DOCUMENT_TYPE + "$0");
    }

    @Override
    public InputStream newInputStream() {
        return new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Path getPath() {
        return file;
    }

    @Override
    public boolean isDirectory() {
        return false;
    }

    @Override
    public boolean isReadable() {
        return true;
    }

    @Override
    public URI getURI() {
        return file.toUri();
    }

    @Override
    public String getName() {
        return file.toString();
    }

    @Override
    public String getFileName() {
        return String.valueOf(file.getFileName());
    }

    @Override
    public @Nullable Resource resolve(String subPath) {
        return null;
    }
}
