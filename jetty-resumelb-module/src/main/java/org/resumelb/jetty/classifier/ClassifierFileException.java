package org.resumelb.jetty.classifier;

import java.nio.file.Path;

/** A classifier file that does not build a classifier. The message is one line with file, line and reason. */
public final class ClassifierFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ClassifierFileException(Path file, int line, String reason, Throwable cause) {
        super(file + (line > 0 ? ", line " + line : "") + ": " + reason.replaceAll("\\s*\\R\\s*", " "), cause);
    }
}
