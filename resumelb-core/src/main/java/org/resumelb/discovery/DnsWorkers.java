package org.resumelb.discovery;

/**
 * Workers that share a DNS name: each address of the name is one worker, all with the same port, context, version and
 * protocol. Immutable.
 *
 * @param pattern a worker with the name as its host
 */
public record DnsWorkers(WorkerAddress pattern) {
    private static final String PREFIX = "dns+";

    /** Whether a text claims to be of the form that {@link #parse} reads, valid or not. */
    public static boolean isMeant(String text) {
        return text.strip().startsWith(PREFIX);
    }

    /**
     * Reads {@code dns+http(s)://name:port[/context][;version=V][;protocol=P]}.
     *
     * @throws IllegalArgumentException if the text does not have this form; the message names both
     */
    public static DnsWorkers parse(String text) {
        if (isMeant(text)) {
            try {
                return new DnsWorkers(WorkerAddress.parse(text.strip().substring(PREFIX.length())));
            } catch (IllegalArgumentException e) {
                // Told below, with the whole text.
            }
        }
        throw new IllegalArgumentException(
                text + " (expected: dns+http(s)://name:port[/context][;version=V][;protocol=P])");
    }

    /** The name to look up. */
    public String host() {
        String host = pattern.host();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /**
     * The worker at one of the addresses.
     *
     * @param address an IPv4 address, or an IPv6 address without brackets
     */
    public WorkerAddress at(String address) {
        String host = address.contains(":") ? "[" + address + "]" : address;
        return new WorkerAddress(
                pattern.scheme(), host, pattern.port(), pattern.context(), pattern.version(), pattern.protocol());
    }

    /** The text that {@link #parse} turns back into this value. */
    public String text() {
        return PREFIX + pattern.text();
    }
}
