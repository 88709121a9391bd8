package org.resumelb.jetty.proxy;

import java.io.IOException;
import java.io.InputStream;

/** The head of a request, for workers that are bare sockets. */
final class RequestHead {
    private static final String END = "\r\n\r\n";

    private RequestHead() {}

    /** Reads the next, with the empty line; nothing at the end of the connection. */
    static String read(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf(END) < 0) {
            int b = in.read();
            if (b < 0) {
                return "";
            }
            head.append((char) b);
        }
        return head.toString();
    }
}
