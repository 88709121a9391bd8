package org.resumelb.demo.process;

/** The demo cannot go on; the message says why, and where to look. */
public final class DemoException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** A failure without an underlying one. */
    public DemoException(String message) {
        super(message);
    }

    /** A failure caused by another. */
    public DemoException(String message, Throwable cause) {
        super(message, cause);
    }
}
