package org.resumelb.jetty.conformance;

/** How the worker speaks, and what it does with its connections. */
enum Back {
    /** HTTP/1.1; each answer ends its connection. */
    CLOSES("1.1"),
    /** HTTP/1.1; the connection is kept for further requests if the answer allows it. */
    KEEPS("1.1 kept"),
    /** HTTP/2 without TLS. */
    HTTP2("2");

    final String version;

    Back(String version) {
        this.version = version;
    }
}
