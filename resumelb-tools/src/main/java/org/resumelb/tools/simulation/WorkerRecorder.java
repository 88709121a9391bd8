package org.resumelb.tools.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.resumelb.resume.Resume;
import org.resumelb.resume.Skill;

/**
 * What the filter in a worker records and reports: scores by the filter's arithmetic, recent means, and once a second
 * those that changed by a tenth. Not thread-safe.
 */
final class WorkerRecorder {
    private static final double RECENT_WEIGHT = 0.1;
    private static final double WORTH_TELLING = 0.1;

    private final Map<String, Entry> entries = new HashMap<>();
    private final List<Entry> changed = new ArrayList<>();
    private final double decay;
    private final boolean missTimes;
    private long generation;

    WorkerRecorder(int history, boolean missTimes) {
        decay = 1 - 1.0 / history;
        this.missTimes = missTimes;
    }

    void record(String requestClass, double elapsedMillis, double missMillis, long nowNanos) {
        generation++;
        Entry entry = entries.computeIfAbsent(requestClass, Entry::new);
        entry.add(elapsedMillis, missMillis, nowNanos);
        if (!entry.isChanged && entry.differs()) {
            entry.isChanged = true;
            changed.add(entry);
        }
    }

    long generation() {
        return generation;
    }

    /** The whole résumé; afterwards it counts as told. */
    Resume whole(int inFlight, long nowNanos) {
        Map<String, Skill> skills = new HashMap<>();
        entries.values().forEach(entry -> skills.put(entry.requestClass, entry.tell(nowNanos)));
        changed.clear();
        return new Resume("", generation, null, inFlight, skills);
    }

    /** What changed since it was told. */
    Map<String, Skill> changes(long nowNanos) {
        Map<String, Skill> skills = new HashMap<>();
        changed.forEach(entry -> skills.put(entry.requestClass, entry.tell(nowNanos)));
        changed.clear();
        return skills;
    }

    void forgetAll() {
        entries.clear();
        changed.clear();
    }

    private final class Entry {
        private final String requestClass;
        private double decayedSeconds;
        private double decayedCount;
        private long entryGeneration;
        private long requests;
        private double meanMillis;
        private double meanMissMillis;
        private long usedNanos;
        private double toldScore;
        private double toldMillis;
        private boolean isChanged;

        Entry(String requestClass) {
            this.requestClass = requestClass;
        }

        void add(double elapsedMillis, double missMillis, long nowNanos) {
            double faded = Math.pow(decay, (double) (generation - entryGeneration));
            decayedSeconds = decayedSeconds * faded + Math.max(elapsedMillis / 1000, 1e-9);
            decayedCount = decayedCount * faded + 1;
            entryGeneration = generation;
            requests++;
            double weight = Math.max(RECENT_WEIGHT, 1.0 / requests);
            meanMillis += (elapsedMillis - meanMillis) * weight;
            meanMissMillis += (missMillis - meanMissMillis) * weight;
            usedNanos = nowNanos;
        }

        boolean differs() {
            return Math.abs(score() - toldScore) > WORTH_TELLING * toldScore
                    || Math.abs(meanMillis - toldMillis) > WORTH_TELLING * toldMillis;
        }

        private double score() {
            return decayedCount / decayedSeconds;
        }

        Skill tell(long nowNanos) {
            isChanged = false;
            toldScore = score();
            toldMillis = meanMillis;
            double told = missTimes ? meanMissMillis : Double.NaN;
            return new Skill(toldScore, requests, meanMillis, told, (nowNanos - usedNanos) / 1e6);
        }
    }
}
