package org.resumelb.benchmarks.proxy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One rival in one round.
 *
 * @param cpuMicros processor time of the proxy's process for a request
 * @param allocated bytes for a request; NaN where nobody counts
 */
record Measurement(
        double requestsPerSecond, double cpuMicros, double p50Millis, double p99Millis, double allocated, long failed) {
    private static final Pattern WRK_DONE = Pattern.compile("(\\d+) requests in ([\\d.]+)(us|ms|s|m)");
    private static final Pattern WRK_P50 = Pattern.compile("50% +([\\d.]+)(us|ms|s|m)");
    private static final Pattern WRK_P99 = Pattern.compile("99% +([\\d.]+)(us|ms|s|m)");
    private static final Pattern WRK_FAILED = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");
    private static final Pattern H2LOAD_DONE = Pattern.compile("(\\d+) done, (\\d+) succeeded");
    private static final Pattern H2LOAD_MEAN =
            Pattern.compile("time for request: +([\\d.]+)(us|ms|s|m) +([\\d.]+)(us|ms|s|m) +([\\d.]+)(us|ms|s|m)");

    /** Asks a rival for a while. */
    static Measurement of(Rival rival, Scenario scenario, int connections, int seconds, Path folder)
            throws IOException, InterruptedException {
        double allocatedBefore = rival.allocatedBytes();
        double cpuBefore = rival.cpuSeconds();
        Process load = new ProcessBuilder(scenario.command(rival.port(), connections, seconds, folder))
                .redirectErrorStream(true)
                .start();
        String output = new String(load.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        load.waitFor();
        double cpu = rival.cpuSeconds() - cpuBefore;
        double allocated = rival.allocatedBytes() - allocatedBefore;
        Matcher done = (scenario.http2() ? H2LOAD_DONE : WRK_DONE).matcher(output);
        if (!done.find()) {
            throw new IOException(rival.name() + ": " + output);
        }
        double count = Double.parseDouble(done.group(1));
        if (scenario.http2()) {
            double succeeded = Double.parseDouble(done.group(2));
            Matcher mean = H2LOAD_MEAN.matcher(output);
            double meanMillis = mean.find() ? millis(mean, 5) : Double.NaN;
            return new Measurement(count / seconds, cpu / count * 1e6, meanMillis, Double.NaN, allocated / count, (long)
                    (count - succeeded));
        }
        Matcher failed = WRK_FAILED.matcher(output);
        return new Measurement(
                count / (millis(done, 2) / 1_000),
                cpu / count * 1e6,
                find(WRK_P50, output),
                find(WRK_P99, output),
                allocated / count,
                failed.find() ? Long.parseLong(failed.group(1)) : 0);
    }

    private static double find(Pattern pattern, String output) {
        Matcher found = pattern.matcher(output);
        return found.find() ? millis(found, 1) : Double.NaN;
    }

    private static double millis(Matcher found, int group) {
        double value = Double.parseDouble(found.group(group));
        return switch (found.group(group + 1)) {
            case "us" -> value / 1_000;
            case "ms" -> value;
            case "s" -> value * 1_000;
            default -> value * 60_000;
        };
    }
}
