package org.resumelb.tools.advice;

import java.util.List;
import java.util.Locale;
import org.resumelb.tools.simulation.Forecast.Figures;
import org.resumelb.tools.simulation.Forecast.Way;

/**
 * The conclusion of a study. Immutable.
 *
 * @param helps whether affinity would help
 * @param trial the classifier and number of workers that the sentence is about
 * @param sentence the recommendation
 * @param hashing how consistent hashing compares
 */
record Verdict(boolean helps, Trial trial, String sentence, String hashing) {
    /** With fewer requests, caches hardly become warm. */
    static final int ENOUGH_REQUESTS = 1000;

    /** More workers are worthwhile only if they save more than this factor. */
    private static final double HARDLY_MORE = 1.1;

    private static final double NOTICEABLE_LOADS = 0.01;

    /** The maximum utilization of workers in the log's busiest minute. */
    private static final double BUSY = 0.7;

    private static final double AS_GOOD = 0.98;

    static Verdict of(Findings findings) {
        List<Trial> trials = findings.byWorkers();
        Trial enough = enough(findings);
        Trial chosen = enough;
        for (Trial trial : trials) {
            if (!chosen.helps() && trial.workers() > enough.workers() && trial.helps()) {
                chosen = trial;
            }
        }
        boolean helps = chosen.helps() && findings.sample().requests().length >= ENOUGH_REQUESTS;
        String sentence = helps ? itWould(chosen, enough) : itWouldNot(enough, findings);
        return new Verdict(helps, chosen, sentence, hashing(chosen));
    }

    /** The smallest number of workers that can serve the busiest minute and loads hardly more than a larger number. */
    private static Trial enough(Findings findings) {
        List<Trial> trials = findings.byWorkers();
        double least = trials.stream()
                .mapToDouble(trial -> trial.of(Way.RESUME).laterLoads())
                .min()
                .orElse(0);
        for (Trial trial : trials) {
            double loads = trial.of(Way.RESUME).laterLoads();
            if (serves(trial, findings) && loads <= least * HARDLY_MORE + NOTICEABLE_LOADS) {
                return trial;
            }
        }
        return trials.get(trials.size() - 1);
    }

    private static boolean serves(Trial trial, Findings findings) {
        double perSecond = findings.sample().reading().busiestMinute() / 60.0;
        double millis = findings.settings().hitMillis()
                + trial.of(Way.RESUME).loads() * findings.settings().missMillis();
        return perSecond * millis / 1000 <= BUSY * trial.workers();
    }

    private static String itWould(Trial trial, Trial enough) {
        Figures with = trial.of(Way.RESUME);
        Figures without = trial.of(Way.LEAST_CONNECTIONS);
        double more = 100 * (with.requestsPerSecond() / without.requestsPerSecond() - 1);
        String served = Math.round(more) > 0 ? text("%.0f %% more requests/s", more) : "as many requests/s";
        String fewer = trial.workers() == enough.workers()
                ? ""
                : text(" With %d workers it would make little difference.", enough.workers());
        return text(
                        "Affinity would help: by %s, %d workers would load %.3f objects per request, and with least"
                                + " connections %.3f (%.0f %% fewer; %.0f %% once the caches are warm), and would serve %s"
                                + " at full load.",
                        trial.classes().candidate().name(),
                        trial.workers(),
                        with.loads(),
                        without.loads(),
                        100 * (1 - with.loads() / without.loads()),
                        100 * trial.saved(),
                        served)
                + fewer;
    }

    private static String itWouldNot(Trial trial, Findings findings) {
        Sample sample = findings.sample();
        int requests = sample.requests().length;
        if (requests < ENOUGH_REQUESTS) {
            return text(
                    "It would not help, as far as %d requests can tell: caches hardly become warm (expected: at least %d"
                            + " GETs).",
                    requests, ENOUGH_REQUESTS);
        }
        return text(
                "It would not help: even by %s, the best classifier tried, %d workers would load %.3f objects per request"
                        + " once the caches are warm, and with least connections %.3f. %s",
                trial.classes().candidate().name(),
                trial.workers(),
                trial.of(Way.RESUME).laterLoads(),
                trial.of(Way.LEAST_CONNECTIONS).laterLoads(),
                reason(trial, sample));
    }

    private static String reason(Trial trial, Sample sample) {
        double without = trial.of(Way.LEAST_CONNECTIONS).laterLoads();
        if (sample.firstShare() > without / 2) {
            return text(
                    "%.0f %% of the requests are the first for their object, and those are loads with any routing.",
                    100 * sample.firstShare());
        }
        if (trial.classes().largestShare() > 0.9) {
            return text(
                    "%.0f %% of the requests are of one class: try --regex or --classifier.",
                    100 * trial.classes().largestShare());
        }
        return without < 0.05
                ? "Each worker's cache holds nearly all that is asked for."
                : "The classes do not share enough data, or the caches are too small for them.";
    }

    private static String hashing(Trial trial) {
        Way best = Way.HASH;
        for (Way way : List.of(Way.BOUNDED_HASH, Way.HASH_OF_URL)) {
            best = trial.of(way).requestsPerSecond() > trial.of(best).requestsPerSecond() ? way : best;
        }
        Figures hash = trial.of(best);
        Figures resume = trial.of(Way.RESUME);
        if (hash.requestsPerSecond() >= AS_GOOD * resume.requestsPerSecond()) {
            return text(
                    "A %s would do as well: %.3f loads per request, %.0f requests/s at full load (resume: %.3f, %.0f).",
                    best.title(), hash.loads(), hash.requestsPerSecond(), resume.loads(), resume.requestsPerSecond());
        }
        return text(
                "Of consistent hashes the best, %s, would load %.3f per request and serve %.0f requests/s at full load"
                        + " (resume: %.3f, %.0f): its busiest worker would have %.2f times the mean.",
                best.title(),
                hash.loads(),
                hash.requestsPerSecond(),
                resume.loads(),
                resume.requestsPerSecond(),
                hash.busiest());
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
