package org.resumelb.tools.simulation;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What would each policy do with this traffic? */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = "Says what each policy would do with recorded or synthetic traffic: misses, latency, balance.")
public final class SimulateCommand implements Callable<Integer> {
    @ArgGroup(multiplicity = "1")
    private Traffic traffic = new Traffic();

    @Option(names = "--workers", paramLabel = "N", defaultValue = "8", description = "Workers: ${DEFAULT-VALUE}.")
    private int workers = 8;

    @Option(
            names = "--cache",
            paramLabel = "PERCENT",
            defaultValue = "3",
            description = "A worker's cache in percent of a trace's objects: ${DEFAULT-VALUE}.")
    private double cachePercent = 3;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Seed: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Spec
    private @Nullable CommandSpec spec;

    static final class Traffic {
        @Parameters(
                paramLabel = "TRACE",
                description =
                        "Rows of time, class, object and bytes, separated by tabs; may be compressed (.gz). The time may"
                                + " have any unit: rows count in their order.")
        private @Nullable Path trace;

        @Option(names = "--synthetic", description = "500 classes of skewed popularity, caches for the working set.")
        private boolean synthetic;
    }

    @Override
    public Integer call() throws IOException {
        if (!(cachePercent > 0 && cachePercent <= 100)) {
            throw new ParameterException(
                    java.util.Objects.requireNonNull(spec).commandLine(),
                    "--cache: " + cachePercent + " (expected: a number above 0, at most 100)");
        }
        List<Contender> contenders = new ArrayList<>(List.of(Contender.RESUME, Contender.RESUME_BY_TIMES));
        contenders.addAll(Contender.classics());
        contenders.addAll(Contender.rivals());
        contenders.add(Contender.ONE_CACHE);
        Path file = traffic.synthetic ? null : traffic.trace;
        Trace trace = file == null ? null : Trace.read(file, false);
        print(
                "%-34s %8s %9s %9s %9s %8s %8s%n",
                "policy", "misses", "req/s", "mean ms", "p99 ms", "busiest", "overlap");
        for (Contender contender : contenders) {
            Result result = trace == null
                    ? new Point(workers, 500, 1, 0.6).measure(contender, seed)
                    : new TracePoint("trace", trace, cachePercent, workers, 25).measure(contender, seed);
            print(
                    "%-34s %8.3f %9.0f %9.1f %9.0f %8.2f %8.2f%s%n",
                    contender.name(),
                    result.misses(),
                    result.perSecond(),
                    result.meanMillis(),
                    result.p99Millis(),
                    result.busiest(),
                    result.overlap(),
                    result.stable() ? "" : "  did not keep up");
        }
        return 0;
    }

    private void print(String format, Object... arguments) {
        PrintWriter out = java.util.Objects.requireNonNull(spec).commandLine().getOut();
        out.printf(Locale.ROOT, format, arguments);
        out.flush();
    }
}
