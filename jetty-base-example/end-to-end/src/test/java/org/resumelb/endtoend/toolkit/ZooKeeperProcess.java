package org.resumelb.endtoend.toolkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A standalone ZooKeeper server, which goes and comes back with its data, always on the same port. Not thread-safe. */
public final class ZooKeeperProcess {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final JettyProcess process;
    private final int port = FreePorts.next();

    /** Makes a server of the jars that the distribution in a base brings; not yet started. */
    public ZooKeeperProcess(Processes processes, Path distribution) throws IOException {
        Path base = Installation.newBase("zookeeper");
        Path jars = distribution.resolve("lib/resumelb/zookeeper");
        Files.writeString(base.resolve("jetty-logging.properties"), "org.apache.zookeeper.LEVEL=WARN\n");
        Path settings = Files.writeString(
                base.resolve("zoo.cfg"),
                String.join(
                        "\n",
                        "clientPortAddress=127.0.0.1",
                        "clientPort=" + port,
                        "dataDir=" + base.resolve("data"),
                        "tickTime=2000",
                        "maxClientCnxns=0",
                        "admin.enableServer=false",
                        ""));
        String classPath = String.join(
                System.getProperty("path.separator"),
                base.toString(),
                jars + "/*",
                jars.resolve("server") + "/*",
                Installation.logging() + "/*");
        List<String> program =
                List.of("-cp", classPath, "org.apache.zookeeper.server.ZooKeeperServerMain", settings.toString());
        process = processes.owned(new JettyProcess(
                base,
                base.getFileName() + "/zookeeper",
                List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                program));
    }

    /** Starts it and waits until it listens. */
    public ZooKeeperProcess start() throws IOException {
        process.start(List.of());
        Await.until("ZooKeeper listens", LIMIT, () -> {
            new Socket(InetAddress.getLoopbackAddress(), port).close();
            return true;
        });
        return this;
    }

    /** Ends it as kill -9 does. */
    public void kill() {
        process.kill();
    }

    /** Where it is. */
    public String connect() {
        return "127.0.0.1:" + port;
    }
}
