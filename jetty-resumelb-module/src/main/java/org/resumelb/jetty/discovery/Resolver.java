package org.resumelb.jetty.discovery;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.Security;
import java.util.Arrays;
import java.util.List;

/** Looks up names. Implementations are thread-safe and may block. */
@FunctionalInterface
public interface Resolver {
    /**
     * The addresses of a name, at least one.
     *
     * @throws UnknownHostException if it has none, or if that cannot be determined
     */
    List<String> addresses(String name) throws UnknownHostException;

    /**
     * The resolver of the JVM, with answers cached for only one second: it does not reveal how long an answer is valid,
     * and its default of thirty seconds is too long for workers that come and go. A time set by the administrator takes
     * precedence.
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
