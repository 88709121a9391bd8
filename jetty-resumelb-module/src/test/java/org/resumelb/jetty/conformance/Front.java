package org.resumelb.jetty.conformance;

/** How clients speak. */
enum Front {
    HTTP1("1.1"),
    /** HTTP/2 without TLS and without asking first. */
    HTTP2("2");

    final String version;

    Front(String version) {
        this.version = version;
    }
}
