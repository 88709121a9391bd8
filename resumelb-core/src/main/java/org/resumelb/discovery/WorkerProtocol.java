package org.resumelb.discovery;

import java.util.Arrays;
import java.util.Optional;

/** The protocol for requests to a worker. */
public enum WorkerProtocol {
    /** One request at a time on each connection, over TCP or TLS. */
    HTTP_1_1("http/1.1", ""),
    /** HTTP/2 over TCP with prior knowledge: nothing is negotiated, so the worker must speak it. */
    H2C("h2c", "http"),
    /** HTTP/2 over TLS. */
    H2("h2", "https");

    private final String word;
    private final String scheme;

    WorkerProtocol(String word, String scheme) {
        this.word = word;
        this.scheme = scheme;
    }

    /** The word for it in settings. */
    public String word() {
        return word;
    }

    /** Whether it is HTTP/2. */
    public boolean isHttp2() {
        return this != HTTP_1_1;
    }

    /** The protocol with this name, if it can be used with the scheme. */
    public static Optional<WorkerProtocol> named(String word, String scheme) {
        return Arrays.stream(values())
                .filter(protocol -> protocol.word.equals(word))
                .filter(protocol -> protocol.scheme.isEmpty() || protocol.scheme.equals(scheme))
                .findFirst();
    }
}
