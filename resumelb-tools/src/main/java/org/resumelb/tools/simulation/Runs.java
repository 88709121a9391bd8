package org.resumelb.tools.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The simulations that a report is based on, each run once under a key that describes it. A report is written twice:
 * the first time it only plans its runs, and reads zeros; then they are run, several at a time; the second time it
 * reads the results. Each result is written to a file immediately, so that an interrupted report continues where it
 * stopped. Used by one thread.
 */
final class Runs {
    private final Path file;
    private final Map<String, double[]> results = new LinkedHashMap<>();
    private final Map<String, Supplier<double[]>> planned = new LinkedHashMap<>();
    private boolean planning;

    /** Runs that are kept in a file; what it holds already is not run again. */
    Runs(Path file) throws IOException {
        this.file = file;
        if (Files.exists(file)) {
            Files.readAllLines(file, StandardCharsets.UTF_8).forEach(this::read);
        }
    }

    private void read(String line) {
        String[] fields = line.split("\t", -1);
        // The last line may have been cut off; its run is made again.
        if (fields.length > 2 && fields[fields.length - 1].equals(".")) {
            results.put(
                    fields[0],
                    Arrays.stream(fields, 1, fields.length - 1)
                            .mapToDouble(Double::parseDouble)
                            .toArray());
        }
    }

    /** Notes the runs that an action asks for; it reads zeros. */
    void plan(Action action) throws IOException {
        planning = true;
        action.run();
        planning = false;
    }

    /** Something that asks for figures. */
    @FunctionalInterface
    interface Action {
        void run() throws IOException;
    }

    /** The figures of a run, made now if need be. */
    double[] figures(String key, int count, Supplier<double[]> run) {
        double[] known = results.get(key);
        if (known != null) {
            return known;
        }
        if (planning) {
            planned.putIfAbsent(key, run);
            return new double[count];
        }
        keep(key, run.get());
        return figures(key, count, run);
    }

    /** A contender's results at one point, one for each seed. */
    Measurement measure(Point point, Contender contender, int seeds) {
        return measure(point.title(), contender, seeds, seed -> point.measure(contender, seed));
    }

    /** A contender's results in whatever the title says, one for each seed. */
    Measurement measure(String title, Contender contender, int seeds, SeededRun run) {
        return new Measurement(
                contender,
                LongStream.rangeClosed(1, seeds)
                        .mapToObj(seed -> Result.of(figures(
                                title + " | " + contender.name() + " | seed " + seed,
                                Result.FIGURES,
                                () -> run.of(seed).figures())))
                        .toList());
    }

    /** A simulation that needs but a seed. */
    @FunctionalInterface
    interface SeededRun {
        Result of(long seed);
    }

    /** Makes all planned runs. */
    void execute(int threads, Consumer<String> progress) throws InterruptedException {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            Map<String, Future<double[]>> futures = new LinkedHashMap<>();
            planned.forEach((key, run) -> futures.put(key, executor.submit(run::get)));
            planned.clear();
            int done = 0;
            for (Map.Entry<String, Future<double[]>> future : futures.entrySet()) {
                keep(future.getKey(), future.getValue().get());
                done++;
                progress.accept(done + "/" + futures.size() + " " + future.getKey());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a simulation failed", e);
        } finally {
            executor.shutdownNow();
        }
    }

    private void keep(String key, double[] figures) {
        results.put(key, figures);
        String line = key + "\t"
                + Arrays.stream(figures).mapToObj(Double::toString).collect(Collectors.joining("\t"))
                + "\t.\n";
        try {
            Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
