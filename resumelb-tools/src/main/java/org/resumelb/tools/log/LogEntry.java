package org.resumelb.tools.log;

/**
 * One request of an access log.
 *
 * @param method the request's method, such as {@code GET}
 * @param host the requested host, in lower case, with the port if the log gives an unusual one
 * @param target raw path and query, fit to be sent: it begins with {@code /} and has only characters allowed in a URI
 * @param epochMillis when the server received the request
 * @param bytes size of the response's body, 0 if unknown
 */
public record LogEntry(String method, String host, String target, long epochMillis, long bytes) {}
