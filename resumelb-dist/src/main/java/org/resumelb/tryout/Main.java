package org.resumelb.tryout;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The command {@code resumelb try}. Exit code 0: done; 1: failed; 2: wrong arguments. */
public final class Main {
    /** Held here, because a logger without references loses its level. */
    private static final Logger FILTERS = Logger.getLogger("org.resumelb.servlet");

    private Main() {}

    /** Runs until interrupted, or for the requested time. */
    public static void main(String[] arguments) {
        // Readers ask one address for many hosts.
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
        FILTERS.setLevel(Level.WARNING);
        System.exit(run(List.of(arguments), System.out, System.err));
    }

    private static int run(List<String> arguments, PrintStream out, PrintStream err) {
        if (arguments.contains("--help") || arguments.contains("-h")) {
            out.print(Options.HELP);
            return 0;
        }
        try {
            Options options = Options.parse(arguments.toArray(String[]::new));
            requireFree("--port", options.port());
            requireFree("--admin-port", options.adminPort());
            new Scene(options, Path.of(System.getProperty("resumelb.home", ".")), out).play();
            return 0;
        } catch (IllegalArgumentException e) {
            err.println("resumelb try: " + e.getMessage());
            return 2;
        } catch (InterruptedException e) {
            return 0;
        } catch (Exception e) {
            err.println("resumelb try: " + e.getMessage());
            return 1;
        }
    }

    private static void requireFree(String option, int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            socket.setReuseAddress(true);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    option + ": " + port + " is in use (expected: a free port of this machine)", e);
        }
    }
}
