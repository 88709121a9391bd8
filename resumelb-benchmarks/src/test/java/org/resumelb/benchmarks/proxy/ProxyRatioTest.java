package org.resumelb.benchmarks.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The short form of {@link ProxyHarness}: what a request costs in the load balancer, as a multiple of what it costs in
 * Jetty's {@code AsyncProxyServlet} in the same rounds. JVMs are not yet warm, so the ratio is higher than that of the long form, but
 * a hand-over between threads for each request, or a body that is copied, exceeds these bounds.
 */
@Timeout(300)
class ProxyRatioTest {
    private static final int CONNECTIONS = 16;
    private static final int WARM_REQUESTS = 30_000;
    private static final int MAX_WARM_SECONDS = 15;
    private static final int ROUNDS = 5;
    private static final double MAX_CPU_RATIO = 1.0;
    private static final double MAX_ALLOCATION_RATIO = 0.65;

    @TempDir
    Path folder;

    @Test
    void aRequestCostsNoMoreThanRecorded() throws Exception {
        assumeTrue(Processes.has("nginx") && Processes.has("wrk"), "nginx and wrk are not installed");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Scenario scenario = Scenario.of("1k");
        List<Measurement> stock = new ArrayList<>();
        List<Measurement> ours = new ArrayList<>();
        try (Workers worker = new Workers(folder);
                Rival first = Rival.start("stock", worker, false, folder);
                Rival second = Rival.start("resumelb", worker, false, folder)) {
            warm(first, scenario);
            warm(second, scenario);
            for (int i = 0; i < ROUNDS; i++) {
                stock.add(Measurement.of(first, scenario, CONNECTIONS, 1, folder));
                ours.add(Measurement.of(second, scenario, CONNECTIONS, 1, folder));
            }
        }
        System.out.println("stock " + stock + "\nours " + ours);
        assertEquals(0, ours.stream().mapToLong(Measurement::failed).sum());
        assertBelow(MAX_CPU_RATIO, ratio(ours, stock, Measurement::cpuMicros), "processor time");
        assertBelow(MAX_ALLOCATION_RATIO, ratio(ours, stock, Measurement::allocated), "allocated bytes");
    }

    private void warm(Rival rival, Scenario scenario) throws IOException, InterruptedException {
        double warmed = 0;
        for (int i = 0; i < MAX_WARM_SECONDS && warmed < WARM_REQUESTS; i++) {
            warmed += Math.max(
                    1, Measurement.of(rival, scenario, CONNECTIONS, 1, folder).requestsPerSecond());
        }
    }

    /** Of the same rounds, the median. */
    private static double ratio(List<Measurement> ours, List<Measurement> stock, ToDoubleFunction<Measurement> of) {
        double[] ratios = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            ratios[i] = of.applyAsDouble(ours.get(i)) / of.applyAsDouble(stock.get(i));
        }
        Arrays.sort(ratios);
        return ratios[ROUNDS / 2];
    }

    private static void assertBelow(double bound, double ratio, String what) {
        assertTrue(
                ratio <= bound,
                what + " a request is " + ratio + " times AsyncProxyServlet's (expected: at most " + bound + ")");
    }
}
