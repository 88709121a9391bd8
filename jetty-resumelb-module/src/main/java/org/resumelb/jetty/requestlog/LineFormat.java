package org.resumelb.jetty.requestlog;

/** How an entry becomes one line. Implementations are thread-safe. */
interface LineFormat {
    /** Returns the line, without its end. */
    String line(Entry entry);
}
