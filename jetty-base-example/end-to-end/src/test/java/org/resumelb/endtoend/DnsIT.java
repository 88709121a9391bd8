package org.resumelb.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.resumelb.endtoend.toolkit.Await;
import org.resumelb.endtoend.toolkit.Client;
import org.resumelb.endtoend.toolkit.FreePorts;
import org.resumelb.endtoend.toolkit.Installation;
import org.resumelb.endtoend.toolkit.Load;
import org.resumelb.endtoend.toolkit.LoadBalancerProcess;
import org.resumelb.endtoend.toolkit.PlainServer;
import org.resumelb.endtoend.toolkit.Processes;

/** A name with several addresses, each of which is a worker; names are looked up in a file by Java itself. */
class DnsIT {
    @RegisterExtension
    static final Processes PROCESSES = new Processes();

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String ONE = "127.0.0.1";
    private static final String OTHER = "127.0.0.2";

    private final int port = FreePorts.next();

    @Test
    void workersFollowTheAddressesOfANameAndNoRequestFails() throws Exception {
        Path hosts = Installation.newBase("hosts").resolve("hosts");
        addresses(hosts, ONE);
        HttpServer one = server(ONE);
        HttpServer other = server(OTHER);
        List<String> jvm = new ArrayList<>(LoadBalancerProcess.JVM_ARGUMENTS);
        jvm.add("-Djdk.net.hosts.file=" + hosts);
        LoadBalancerProcess balancer = PROCESSES.loadBalancer("dns", "", jvm);
        balancer.with("resumelb.dnsInterval", 200)
                .start("dns+http://app.test:" + port)
                .awaitServing(1);
        Load load = Load.start(4, number -> {
            String url = balancer.url("/");
            return new Load.Shot("GET", Client.shared().send(Client.shared().getFor("site" + number % 20, url)));
        });
        load.awaitMore(50, LIMIT);
        addresses(hosts, ONE, OTHER);
        awaitWorkers(balancer, ONE, OTHER);
        load.awaitMore(50, LIMIT);
        addresses(hosts, OTHER);
        awaitWorkers(balancer, OTHER);
        load.awaitMore(50, LIMIT);
        addresses(hosts);
        Await.until(
                "the failure is told",
                LIMIT,
                () -> !balancer.status().at("/discovery/reason").asText().isEmpty());
        load.awaitMore(50, LIMIT);
        load.stop(LIMIT);
        assertEquals(load.count(), load.count("GET", "200"), load::toString);
        assertTrue(balancer.active() == 1, "a name that has no address changes nothing");
        one.stop(0);
        other.stop(0);
    }

    private void awaitWorkers(LoadBalancerProcess balancer, String... addresses) {
        List<String> names =
                List.of(addresses).stream().map(address -> address + ":" + port).toList();
        Await.until(
                "workers are " + names,
                LIMIT,
                () -> balancer.active() == names.size()
                        && balancer.status().get("workers").findValuesAsText("name").stream()
                                .sorted()
                                .toList()
                                .equals(names));
    }

    /** As a whole, so that nobody reads half of it. */
    private static void addresses(Path hosts, String... addresses) throws IOException {
        StringBuilder text = new StringBuilder("127.0.0.1 localhost\n");
        for (String address : addresses) {
            text.append(address).append(" app.test\n");
        }
        Path next = hosts.resolveSibling("next");
        Files.writeString(next, text);
        Files.move(next, hosts, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private HttpServer server(String address) throws IOException {
        return PlainServer.start(new InetSocketAddress(address, port), address);
    }
}
