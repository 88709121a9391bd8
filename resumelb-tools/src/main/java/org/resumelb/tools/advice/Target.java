package org.resumelb.tools.advice;

import org.resumelb.tools.log.LogEntry;

/**
 * An object that requests ask for.
 *
 * @param host requested host
 * @param target raw path and query
 */
record Target(String host, String target) {
    static Target of(LogEntry entry) {
        return new Target(entry.host(), entry.target());
    }

    String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }
}
