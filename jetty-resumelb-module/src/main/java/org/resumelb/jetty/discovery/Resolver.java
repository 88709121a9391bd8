package org.resumelb.jetty.discovery;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.Security;
import java.util.Arrays;
import java.util.List;

/** Looks names up. Implementations are thread-safe and may block. */
@FunctionalInterface
public interface Resolver {
    /**
     * The addresses of a name, at least one.
     *
     * @throws UnknownHostException when it has none, or that cannot be told
     */
    List<String> addresses(String name) throws UnknownHostException;

    /**
     * The resolver of the JVM, which remembers an answer for a second only: it does not tell how long one is valid, and
     * its own thirty seconds are long for workers that come and go. An administrator's setting of that time counts.
     */
    static Resolver ofThisMachine() {
        if (Security.getProperty("networkaddress.cache.ttl") == null) {
            Security.setProperty("networkaddress.cache.ttl", "1");
            Security.setProperty("networkaddress.cache.negative.ttl", "1");
        }
        return name -> Arrays.stream(InetAddress.getAllByName(name))
                .map(address -> address.getHostAddress().replaceFirst("%.*", ""))
                .toList();
    }
}
