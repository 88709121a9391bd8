package org.resumelb.classifier;

import java.util.Locale;

/** The default: a request's class is its host in lower case, without port and leading {@code www.}. Thread-safe. */
public final class HostClassifier implements RequestClassifier {
    @Override
    public String classify(RequestView request) {
        String host = request.host();
        return host == null ? "" : classOf(host);
    }

    @Override
    public String fingerprint() {
        return "host";
    }

    private static String classOf(String hostAndPort) {
        String host = withoutPort(hostAndPort).toLowerCase(Locale.ROOT);
        return host.startsWith("www.") ? host.substring("www.".length()) : host;
    }

    private static String withoutPort(String hostAndPort) {
        int colon = hostAndPort.lastIndexOf(':');
        boolean insideAddress = hostAndPort.indexOf(']') > colon;
        return colon < 0 || insideAddress ? hostAndPort : hostAndPort.substring(0, colon);
    }

    @Override
    public String toString() {
        return "HostClassifier";
    }
}
