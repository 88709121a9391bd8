package org.resumelb.tools.console;

import java.io.IOException;
import java.nio.channels.UnresolvedAddressException;

/** Says why a server cannot be reached. The JDK's HTTP client leaves that out of its exceptions' messages. */
public final class ConnectionFailure {
    private ConnectionFailure() {}

    /** The reason in a few words. */
    public static String reason(IOException e) {
        Throwable cause = e.getCause();
        boolean unknown = cause instanceof UnresolvedAddressException
                || (cause != null && cause.getCause() instanceof UnresolvedAddressException);
        return unknown ? "unknown host" : e.getMessage() == null ? "connection refused" : e.getMessage();
    }
}
