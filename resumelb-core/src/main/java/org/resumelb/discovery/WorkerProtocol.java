package org.resumelb.discovery;

import java.util.Arrays;
import java.util.Optional;

/** What requests to a worker are sent with. */
public enum WorkerProtocol {
    /** One request at a time on a connection, over TCP or TLS. */
    HTTP_1_1("http/1.1", ""),
    /** HTTP/2 over TCP, which the worker must be known to speak. */
    H2C("h2c", "http"),
    /** HTTP/2 over TLS. */
    H2("h2", "https");

    private final String word;
    private final String scheme;

    WorkerProtocol(String word, String scheme) {
        this.word = word;
        this.scheme = scheme;
    }

    /** As settings name it. */
    public String word() {
        return word;
    }

    /** Whether it is HTTP/2. */
    public boolean isHttp2() {
        return this != HTTP_1_1;
    }

    /** The protocol of that name, if it goes with the scheme. */
    public static Optional<WorkerProtocol> named(String word, String scheme) {
        return Arrays.stream(values())
                .filter(protocol -> protocol.word.equals(word))
                .filter(protocol -> protocol.scheme.isEmpty() || protocol.scheme.equals(scheme))
                .findFirst();
    }
}
