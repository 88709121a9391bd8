package org.resumelb.tryout;

import java.util.Map;
import java.util.TreeMap;

/**
 * The command line options. Immutable.
 *
 * @param port port of the load balancer
 * @param adminPort port of its dashboard and admin pages
 * @param workers number of workers
 * @param seconds when to end by itself; 0 for never
 */
record Options(int port, int adminPort, int workers, int seconds) {
    static final String HELP = """
            Usage: resumelb try [--port N] [--admin-port N] [--workers N] [--seconds N]
            Shows a pool that specialises: workers with small caches, readers, load balancer and dashboard, all on this machine.
                  --port N         the load balancer listens here; 8080 by default
                  --admin-port N   its dashboard; 8090 by default
                  --workers N      2 to 16; 4 by default
                  --seconds N      ends by itself; by default, and with 0, with Ctrl-C
            """;

    /**
     * Reads the arguments.
     *
     * @throws IllegalArgumentException with one line that names the argument and the expected form
     */
    static Options parse(String... arguments) {
        Map<String, Integer> values =
                new TreeMap<>(Map.of("--port", 8080, "--admin-port", 8090, "--workers", 4, "--seconds", 0));
        for (int i = 0; i < arguments.length; i++) {
            String[] parts = arguments[i].split("=", 2);
            if (!values.containsKey(parts[0])) {
                throw new IllegalArgumentException(
                        arguments[i] + ": unknown (expected: one of " + String.join(", ", values.keySet()) + ")");
            }
            String value = parts.length > 1 ? parts[1] : ++i < arguments.length ? arguments[i] : "";
            values.put(parts[0], number(parts[0], value));
        }
        int port = value(values, "--port", 1, 65_535);
        int adminPort = value(values, "--admin-port", 1, 65_535);
        if (port == adminPort) {
            throw new IllegalArgumentException("--admin-port: " + adminPort + " (expected: another than --port)");
        }
        return new Options(port, adminPort, value(values, "--workers", 2, 16), value(values, "--seconds", 0, 86_400));
    }

    private static int number(String name, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + ": " + text + " (expected: a whole number)", e);
        }
    }

    private static int value(Map<String, Integer> values, String name, int least, int greatest) {
        int value = values.getOrDefault(name, 0);
        if (value < least || value > greatest) {
            throw new IllegalArgumentException(
                    name + ": " + value + " (expected: a whole number from " + least + " to " + greatest + ")");
        }
        return value;
    }
}
