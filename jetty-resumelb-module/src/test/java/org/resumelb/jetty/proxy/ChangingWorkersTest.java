package org.resumelb.jetty.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.util.BufferUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.resumelb.jetty.testing.Await;

/** Workers listed in a file that changes while requests are served. */
@Timeout(180)
class ChangingWorkersTest {
    private static final int CLIENTS = 4;

    private final Set<String> served = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean stop = new AtomicBoolean();

    @TempDir
    Path base;

    @Test
    void noRequestFailsWhileWorkersComeAndGo() throws Exception {
        try (TestWorker one = worker("one");
                TestWorker two = worker("two");
                TestWorker three = worker("three")) {
            list(one, two);
            try (TestBalancer balancer = new TestBalancer(base, "", "workersFile=workers")) {
                balancer.awaitServing(2);
                ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
                AtomicInteger answers = new AtomicInteger();
                List<Future<?>> load = new ArrayList<>();
                for (int i = 0; i < CLIENTS; i++) {
                    load.add(clients.submit(() -> {
                        while (!stop.get()) {
                            assertEquals(200, balancer.get("/page").statusCode());
                            answers.incrementAndGet();
                        }
                        return null;
                    }));
                }
                changes(balancer, answers, one, two, three);
                stop.set(true);
                for (Future<?> client : load) {
                    client.get();
                }
                clients.shutdown();
                balancer.awaitRest();
                // Whoever was listed alone at some time was given work.
                assertEquals(Set.of("one", "two", "three"), served);
            }
        }
    }

    private void changes(TestBalancer balancer, AtomicInteger answers, TestWorker one, TestWorker two, TestWorker three)
            throws Exception {
        for (TestWorker[] listed :
                new TestWorker[][] {{one, two, three}, {three}, {two, three}, {one}, {two}, {one, two}}) {
            list(listed);
            Await.until(names(listed), () -> members(balancer));
            balancer.awaitServing(listed.length);
            // A change that is no list, in between.
            Files.writeString(base.resolve("workers"), "http://half-writ");
            int before = answers.get();
            Await.untilTrue("requests are served", () -> answers.get() > before + 20);
            assertEquals(names(listed), members(balancer));
        }
    }

    private TestWorker worker(String name) throws Exception {
        return new TestWorker((request, response, callback) -> {
            served.add(name);
            response.write(true, BufferUtil.toBuffer(name, StandardCharsets.US_ASCII), callback);
        });
    }

    private void list(TestWorker... workers) throws Exception {
        Path fresh = base.resolve("workers.new");
        Files.write(fresh, Stream.of(workers).map(TestWorker::url).toList());
        Files.move(fresh, base.resolve("workers"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Set<String> names(TestWorker... workers) {
        return Stream.of(workers).map(worker -> "127.0.0.1:" + worker.port()).collect(Collectors.toSet());
    }

    private static Set<String> members(TestBalancer balancer) {
        return balancer.balancer().pool().status().workers().stream()
                .map(worker -> worker.name())
                .collect(Collectors.toSet());
    }
}
