package org.resumelb.tools;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.resumelb.tools.advice.Advice;
import org.resumelb.tools.advice.AdviceOptions;
import org.resumelb.tools.console.ReadableFile;
import org.resumelb.tools.console.WorkerCounts;
import org.resumelb.tools.console.WritableFile;
import org.resumelb.tools.simulation.PolicyTable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command {@code resumelb simulate}: would affinity help with this traffic, and what would each policy do with it? */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "With --log: reads your access log and says whether affinity would help you, with which classifier and how"
                    + " many workers.",
            "With a trace or --synthetic: a table of misses, latency and balance of each policy."
        })
final class SimulateCommand implements Callable<Integer> {
    private static final int USUAL_WORKERS = 8;

    @ArgGroup(multiplicity = "1")
    private Traffic traffic = new Traffic();

    @Option(
            names = "--workers",
            paramLabel = "N[,N...]",
            converter = WorkerCounts.class,
            description =
                    "Workers (default: 8; with --log: 2,4,8,16, of which the fewest that suffice are recommended).")
    private WorkerCounts.@Nullable Numbers workers;

    @Option(
            names = "--cache",
            paramLabel = "PERCENT",
            defaultValue = "3",
            description = "Size of a worker's cache, in percent of a trace's objects (default: ${DEFAULT-VALUE}).")
    private double cachePercent = 3;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Seed (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Mixin
    private AdviceOptions advice = new AdviceOptions();

    @Option(
            names = "--html",
            paramLabel = "FILE",
            converter = WritableFile.class,
            description = "With --log: also write a page with charts.")
    private @Nullable Path html;

    @Option(
            names = "--json",
            arity = "0..1",
            paramLabel = "FILE",
            fallbackValue = Advice.Output.STANDARD,
            description = "With --log: write JSON to the file, or print it in place of the text.")
    private @Nullable String json;

    @Spec
    private @Nullable CommandSpec spec;

    static final class Traffic {
        @Parameters(
                paramLabel = "TRACE",
                description =
                        "Rows of time, class, object and bytes, separated by tabs, plain or gzip. Only the order of rows"
                                + " counts, not their time.")
        private @Nullable Path trace;

        @Option(
                names = "--synthetic",
                description = "500 classes of skewed popularity, and caches that together hold the working set.")
        private boolean synthetic;

        @Option(
                names = "--log",
                paramLabel = "ACCESS_LOG",
                arity = "1..*",
                converter = ReadableFile.class,
                description =
                        "Access logs, plain or gzip, oldest first: common or combined format, with or without the virtual"
                                + " host in front; JSON lines; HAProxy's httplog; this load balancer's own.")
        private @Nullable List<Path> logs;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Path> logs = traffic.logs;
        return logs == null ? table() : advise(logs);
    }

    private int table() throws IOException {
        if (!(cachePercent > 0 && cachePercent <= 100)) {
            throw wrong("--cache: " + cachePercent + " (expected: a number above 0, at most 100)");
        }
        if (workers != null && workers.values().size() > 1) {
            throw wrong("--workers: several numbers (expected: one number, without --log)");
        }
        refuse("--log", AdviceOptions.NAMES);
        refuse("--log", List.of("--html", "--json"));
        int number = workers == null ? USUAL_WORKERS : workers.values().get(0);
        new PolicyTable(traffic.synthetic ? null : traffic.trace, number, cachePercent, seed)
                .print(spec().commandLine().getOut());
        return 0;
    }

    private int advise(List<Path> logs) throws IOException, InterruptedException {
        refuse("a trace", List.of("--cache", "--seed"));
        if (workers != null) {
            advice.workers(workers.values());
        }
        checkJson();
        try {
            List<String> earlyEnds =
                    new Advice(logs, spec().commandLine().getOut()).give(advice, new Advice.Output(json, html));
            earlyEnds.forEach(each -> spec().commandLine().getErr().println(spec().qualifiedName() + ": " + each));
            return earlyEnds.isEmpty() ? 0 : spec().exitCodeOnExecutionException();
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    /** Checked here because a converter cannot know that the option may lack a value. */
    private void checkJson() {
        if (json != null && !json.equals(Advice.Output.STANDARD)) {
            try {
                new WritableFile().convert(json);
            } catch (TypeConversionException e) {
                throw wrong("--json: " + e.getMessage());
            }
        }
    }

    /** Rejects options that would have no effect: whoever gives them expects one. */
    private void refuse(String with, List<String> options) {
        for (String option : options) {
            if (spec().commandLine().getParseResult().hasMatchedOption(option)) {
                throw wrong(option + ": means nothing here (expected: only with " + with + ")");
            }
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec().commandLine(), message);
    }

    private CommandSpec spec() {
        return Objects.requireNonNull(spec);
    }
}
