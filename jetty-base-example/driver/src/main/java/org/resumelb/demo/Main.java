package org.resumelb.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.resumelb.demo.process.DemoException;
import org.resumelb.demo.process.Installation;
import org.resumelb.demo.process.Layout;
import org.resumelb.demo.process.Processes;
import org.resumelb.demo.result.Comparison;
import org.resumelb.tools.console.AtLeastOne;
import org.resumelb.tools.console.Bytes;
import org.resumelb.tools.console.ClassifierRegex;
import org.resumelb.tools.console.CommandLines;
import org.resumelb.tools.console.ReadableFile;
import org.resumelb.tools.console.WritableFile;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code demo}. Exit code 0: done without errors; 1: failed; 2: wrong arguments. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        version = "resumelb demo",
        description = {
            "Plays an access log against a load balancer with real workers and a real database, first with the policy"
                    + " least-backlog, then with résumés, and compares the two.",
            ""
        },
        footer = {"", "Exit code: 0 done without errors, 1 failed, 2 wrong arguments."})
public final class Main implements Callable<Integer> {
    /** Set by the script: the folder jetty-base-example. */
    private static final String FOLDER_PROPERTY = "resumelb.demo.folder";

    @Option(
            names = "--log",
            paramLabel = "FILE",
            arity = "1..*",
            description = "access logs, plain or gzip, the oldest first, as `resumelb simulate --log` reads them"
                    + " (default: a made one of 500 sites)",
            converter = ReadableFile.class)
    private List<Path> logs = new ArrayList<>();

    @Option(
            names = "--workers",
            paramLabel = "N",
            defaultValue = "4",
            description = "workers (default: ${DEFAULT-VALUE})",
            converter = AtLeastOne.class)
    private int workers;

    @Option(
            names = "--cache",
            paramLabel = "N",
            description = "records that each worker's cache keeps"
                    + " (default: the records that the log needs, divided by the workers)",
            converter = AtLeastOne.class)
    private @Nullable Integer cache;

    @Option(
            names = "--whole-pages",
            description = "each page is one record in an LRU cache, as `resumelb simulate --log` takes it to be,"
                    + " instead of several that pages share")
    private boolean wholePages;

    @Option(
            names = "--cache-bytes",
            paramLabel = "N",
            description = "bytes that each worker's cache keeps of whole pages, such as 512M; pages are as large as the"
                    + " log says",
            converter = Bytes.class)
    private @Nullable Long cacheBytes;

    @Option(
            names = "--classifier",
            paramLabel = "FILE",
            description = "Jetty XML file that builds the load balancer's classifier; or give --regex"
                    + " (default: the host; the first part of the path if nearly all requests are to one host)",
            converter = ReadableFile.class)
    private @Nullable Path classifier;

    @Option(
            names = "--regex",
            paramLabel = "[SOURCE:]REGEX",
            description = "regular expression with a group (?<class>...) as the classifier. SOURCE is host, path (the"
                    + " default), pathInfo or query",
            converter = ClassifierRegex.Converter.class)
    private @Nullable ClassifierRegex regex;

    @Option(
            names = "--requests",
            paramLabel = "N",
            defaultValue = "50000",
            description = "GETs played in each run, at most (default: ${DEFAULT-VALUE})",
            converter = AtLeastOne.class)
    private int requests;

    @Option(
            names = "--policy",
            paramLabel = "P",
            description = "policy of the second run (default: the load balancer's own default)",
            converter = PolicyName.class)
    private @Nullable String policy;

    @Option(
            names = "--zookeeper",
            description = "workers take any free port and are found through a ZooKeeper that the load balancer runs")
    private boolean zookeeper;

    @Option(
            names = "--balancers",
            paramLabel = "N",
            defaultValue = "1",
            description = "load balancers, to which requests go in turn; more than one meet through ZooKeeper"
                    + " (default: ${DEFAULT-VALUE})",
            converter = AtLeastOne.class)
    private int balancers;

    @Option(names = "--keep", description = "leave the second run's servers running until Ctrl-C and show their URLs")
    private boolean keep;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "also write the figures as JSON",
            converter = WritableFile.class)
    private @Nullable Path json;

    @Option(
            names = "--database",
            paramLabel = "JDBC_URL",
            description = "H2 or PostgreSQL database to use; its tables newspaper_* are replaced"
                    + " (default: an H2 server is started)",
            converter = JdbcUrl.class)
    private @Nullable String database;

    @Spec
    private @Nullable CommandSpec spec;

    private Main() {}

    /** Runs the demo and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return CommandLines.of(new Main());
    }

    @Override
    public Integer call() throws IOException {
        Path example = Path.of(System.getProperty(FOLDER_PROPERTY, "jetty-base-example"))
                .toAbsolutePath();
        String time = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT)
                .format(LocalDateTime.now(ZoneId.systemDefault()));
        Path folder = example.resolve("target").resolve("demo-" + time);
        DemoSettings settings = settings(new Installation(example));
        AtomicBoolean stopped = new AtomicBoolean();
        try (Processes processes = new Processes()) {
            stopOnSignal(processes, Thread.currentThread(), stopped);
            return finish(new Demo(settings, folder, processes, System.out).run(), folder);
        } catch (InterruptedException | RuntimeException e) {
            throw stopped.get()
                    ? new DemoException("stopped; the logs are in " + folder.resolve("logs"), e)
                    : failure(e);
        }
    }

    /** What was asked for. */
    DemoSettings settings(Installation installation) throws IOException {
        Layout layout = new Layout(workers, balancers, zookeeper || balancers > 1);
        return new DemoSettings(installation, logs, layout, caches(), classifier(), requests, policy, database);
    }

    private Caches caches() {
        if (cacheBytes != null && cache != null) {
            throw wrong("--cache-bytes: given with --cache (expected: one of them)");
        }
        return new Caches(wholePages || cacheBytes != null, cache, cacheBytes);
    }

    private @Nullable String classifier() throws IOException {
        if (regex != null && classifier != null) {
            throw wrong("--regex: given with --classifier (expected: one of them)");
        }
        if (regex != null) {
            return regex.xml();
        }
        return classifier == null ? null : Files.readString(classifier);
    }

    private ParameterException wrong(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }

    private static RuntimeException failure(Exception e) {
        return e instanceof RuntimeException unchecked ? unchecked : new DemoException("interrupted", e);
    }

    /** On Ctrl-C nobody should read of the failures that stopping causes. */
    private static void stopOnSignal(Processes processes, Thread worker, AtomicBoolean stopped) {
        Runnable stop = () -> {
            stopped.set(true);
            worker.interrupt();
            processes.close();
        };
        Runtime.getRuntime().addShutdownHook(new Thread(stop, "stop-processes"));
    }

    private int finish(Demo.Outcome outcome, Path folder) throws IOException, InterruptedException {
        Comparison comparison = outcome.comparison();
        System.out.println();
        System.out.print(comparison.table());
        System.out.println();
        System.out.println("logs in " + folder.resolve("logs"));
        if (json != null) {
            comparison.writeJson(json);
        }
        if (keep) {
            Kept.lines(outcome.cluster(), outcome.page()).forEach(System.out::println);
            System.out.println("Ctrl-C stops them all.");
            new CountDownLatch(1).await();
        }
        long errors = comparison.before().errors() + comparison.after().errors();
        if (errors > 0) {
            throw new DemoException(errors + " requests failed; see the logs in " + folder.resolve("logs"));
        }
        return 0;
    }
}
