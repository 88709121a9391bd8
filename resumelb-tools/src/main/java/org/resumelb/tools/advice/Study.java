package org.resumelb.tools.advice;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.resumelb.tools.simulation.Forecast;
import org.resumelb.tools.simulation.Forecast.Figures;
import org.resumelb.tools.simulation.Forecast.Way;
import org.resumelb.tools.simulation.RecordedRequests;

/**
 * Plays a sample with all classifiers and one number of workers, and then with the best classifier and all numbers.
 * Runs several simulations at once; used by one thread.
 */
final class Study {
    /** A classifier must be better than a simpler one by this factor. */
    private static final double CLEARLY_BETTER = 1.02;

    private final Sample sample;
    private final StudySettings settings;
    private final CacheSize cache;
    private final int @Nullable [] weights;
    private final IntConsumer progress;
    private final AtomicInteger done = new AtomicInteger();
    private final ExecutorService executor =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());

    private Study(Sample sample, StudySettings settings, IntConsumer progress) {
        this.sample = sample;
        this.settings = settings;
        this.progress = progress;
        CacheSize wanted = settings.cache();
        cache = wanted == null ? CacheSize.sharedBy(settings.usualWorkers(), sample) : wanted;
        weights = cache.weights(sample);
    }

    /** The number of simulations in a study. */
    static int simulations(StudySettings settings) {
        int classless = ways(false).size();
        return classless * settings.workers().size()
                + ways(true).size()
                        * (settings.candidates().size() + settings.workers().size() - 1);
    }

    /**
     * Runs a study.
     *
     * @param progress called with the number of finished simulations after each one, on any thread
     * @throws InterruptedException if the thread is interrupted
     */
    static Findings of(Sample sample, StudySettings settings, IntConsumer progress) throws InterruptedException {
        Study study = new Study(sample, settings, progress);
        try {
            return study.run();
        } finally {
            study.executor.shutdownNow();
        }
    }

    private Findings run() throws InterruptedException {
        int usual = settings.usualWorkers();
        List<Classes> all = settings.candidates().stream()
                .map(candidate -> Classes.of(sample, candidate))
                .toList();
        Planned classless = plan(all.get(0), usual, ways(false));
        List<Planned> planned =
                all.stream().map(classes -> plan(classes, usual, ways(true))).toList();
        List<Trial> byClassifier = new ArrayList<>();
        for (Planned each : planned) {
            byClassifier.add(trial(each, classless));
        }
        Trial best = best(byClassifier);
        return new Findings(sample, settings, cache, byClassifier, byWorkers(best));
    }

    private List<Trial> byWorkers(Trial best) throws InterruptedException {
        List<Planned> planned = settings.workers().stream()
                .filter(workers -> workers != best.workers())
                .map(workers -> plan(best.classes(), workers, List.of(Way.values())))
                .toList();
        List<Trial> trials = new ArrayList<>();
        for (Planned each : planned) {
            trials.add(trial(each, each));
        }
        trials.add(best);
        trials.sort(java.util.Comparator.comparingInt(Trial::workers));
        return trials;
    }

    /** The first of those that are about as good as the best. */
    private static Trial best(List<Trial> trials) {
        Trial best = trials.get(0);
        for (Trial trial : trials) {
            double served = trial.of(Way.RESUME).requestsPerSecond();
            best = served > CLEARLY_BETTER * best.of(Way.RESUME).requestsPerSecond() ? trial : best;
        }
        return best;
    }

    private static List<Way> ways(boolean classes) {
        return java.util.Arrays.stream(Way.values())
                .filter(way -> way.classes() == classes)
                .toList();
    }

    private record Planned(Classes classes, int workers, Map<Way, Future<Figures>> figures) {}

    private Planned plan(Classes classes, int workers, List<Way> ways) {
        RecordedRequests requests = new RecordedRequests(
                sample.requests(), classes.of(), classes.names().toArray(new String[0]), weights);
        Forecast.Workers pool =
                new Forecast.Workers(workers, cache.amount(), settings.hitMillis(), settings.missMillis());
        Map<Way, Future<Figures>> figures = new EnumMap<>(Way.class);
        for (Way way : ways) {
            figures.put(way, executor.submit(() -> {
                Figures made = Forecast.of(requests, pool, way);
                progress.accept(done.incrementAndGet());
                return made;
            }));
        }
        return new Planned(classes, workers, figures);
    }

    private static Trial trial(Planned planned, Planned more) throws InterruptedException {
        Map<Way, Figures> figures = new EnumMap<>(Way.class);
        try {
            for (Way way : Way.values()) {
                Future<Figures> own = planned.figures().get(way);
                figures.put(
                        way,
                        own != null
                                ? own.get()
                                : java.util.Objects.requireNonNull(
                                                more.figures().get(way))
                                        .get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a simulation failed: " + e.getCause(), e);
        }
        return new Trial(planned.classes(), planned.workers(), figures);
    }
}
