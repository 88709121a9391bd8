package org.resumelb.jetty.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.resumelb.discovery.DiscoveryState;
import org.resumelb.discovery.DnsWorkers;
import org.resumelb.discovery.WorkerAddress;
import org.resumelb.jetty.testing.Await;
import org.resumelb.jetty.testing.CapturedLog;

/** Workers that share a name. */
class DnsDiscoveryTest {
    private final CapturedLog log = new CapturedLog();
    private final AtomicInteger reports = new AtomicInteger();
    private final AtomicInteger lookUps = new AtomicInteger();
    private volatile List<String> addresses = List.of("10.0.0.2", "10.0.0.1");
    private volatile List<String> workers = List.of("nobody was asked");
    private final DnsDiscovery discovery =
            new DnsDiscovery(DnsWorkers.parse("dns+http://shop:80/app"), 10, this::lookUp);

    private List<String> lookUp(String name) throws UnknownHostException {
        lookUps.incrementAndGet();
        List<String> present = addresses;
        if (!name.equals("shop") || present.isEmpty()) {
            throw new UnknownHostException(name);
        }
        return present;
    }

    private void start() {
        discovery.start(found -> {
            workers = found.stream().map(WorkerAddress::text).toList();
            reports.incrementAndGet();
        });
    }

    @AfterEach
    void stop() {
        discovery.close();
        log.close();
    }

    @Test
    void eachAddressIsAWorkerAsSoonAsItHasStarted() {
        start();
        assertEquals(List.of("http://10.0.0.1:80/app", "http://10.0.0.2:80/app"), workers);
    }

    @Test
    void addressesComeAndGo() {
        start();
        addresses = List.of("10.0.0.2", "10.0.0.3", "fd00::1");
        Await.until(
                List.of("http://10.0.0.2:80/app", "http://10.0.0.3:80/app", "http://[fd00::1]:80/app"), () -> workers);
    }

    @Test
    void anotherOrderIsNoChange() {
        start();
        int before = reports.get();
        addresses = List.of("10.0.0.1", "10.0.0.2", "10.0.0.1");
        int asked = lookUps.get();
        Await.untilTrue("it was looked up twice more", () -> lookUps.get() > asked + 2);
        assertEquals(before, reports.get());
    }

    @Test
    void aLookUpThatFailsChangesNothingAndIsLoggedOnce() {
        start();
        addresses = List.of();
        Await.until(DiscoveryState.AWAY, () -> discovery.state().word());
        int asked = lookUps.get();
        Await.untilTrue("it was looked up twice more", () -> lookUps.get() > asked + 2);
        assertEquals(List.of("http://10.0.0.1:80/app", "http://10.0.0.2:80/app"), workers);
        assertEquals(
                1, log.linesWith("dns+http://shop:80/app cannot be looked up").size());
        addresses = List.of("10.0.0.1");
        Await.until(List.of("http://10.0.0.1:80/app"), () -> workers);
        assertEquals(DiscoveryState.OK, discovery.state());
    }

    @Test
    void aNameThatHasNoAddressYetIsLookedUpUntilItHas() {
        addresses = List.of();
        start();
        assertEquals(List.of(), workers);
        addresses = List.of("10.0.0.9");
        Await.until(List.of("http://10.0.0.9:80/app"), () -> workers);
    }

    @Test
    void aNameServerThatDoesNotAnswerDoesNotHoldUpTheStartForLong() {
        CountDownLatch answered = new CountDownLatch(1);
        DnsDiscovery slow = new DnsDiscovery(DnsWorkers.parse("dns+http://shop:80"), 10, name -> {
            try {
                answered.await();
            } catch (InterruptedException e) {
                throw new UnknownHostException(name);
            }
            return List.of("10.0.0.1");
        });
        slow.start(found -> workers = found.stream().map(WorkerAddress::text).toList());
        assertEquals(List.of(), workers);
        answered.countDown();
        Await.until(List.of("http://10.0.0.1:80"), () -> workers);
        slow.close();
    }

    @Test
    void theResolverOfThisMachineKnowsWhoItIs() throws UnknownHostException {
        assertEquals(List.of("127.0.0.1"), Resolver.ofThisMachine().addresses("127.0.0.1"));
        assertEquals(List.of("0:0:0:0:0:0:0:1"), Resolver.ofThisMachine().addresses("::1"));
    }
}
