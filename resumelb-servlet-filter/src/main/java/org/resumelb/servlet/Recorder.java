package org.resumelb.servlet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns finished requests into scores. Knows neither servlets nor clocks: the caller supplies every time.
 *
 * <p>The score of a class is requests per second, {@code count / seconds}, both decayed by {@code 1 - 1/history} with
 * each recorded request of any class. The arithmetic is that of zc.resumelb.
 *
 * <p>A failed request says nothing about speed. It never creates a skill. An existing skill is charged the real time of
 * the request or {@value #FAILURE_PENALTY} times the class's mean, whichever is longer, but at least the worker's
 * overall mean and, unless the request really took longer, at most {@value #FAILURE_CEILING_SECONDS} seconds. So a
 * worker that returns errors quickly loses score. A request whose response was cut short by the client is charged at
 * least the class's mean, without a penalty.
 *
 * <p>Thread-safe. All mutable fields are guarded by {@code this}; recording holds the lock for one map access and a few
 * multiplications, a snapshot for a pass over all classes.
 */
final class Recorder {

    static final double FAILURE_PENALTY = 2;
    static final double FAILURE_CEILING_SECONDS = 60;

    private static final double LEAST_SECONDS = 1e-9;

    /** A score that moved less than this share since it was announced is not worth a message. */
    private static final double ANNOUNCED_SHARE = 0.1;

    private final int maxClasses;
    private int history;
    private long maxSkillAge;
    private double decay;

    /** In order of last use, so that classes that are too old or too many are always at the head. */
    private final LinkedHashMap<String, Skill> skills = new LinkedHashMap<>(16, 0.75f, true);

    private final Set<Skill> unannounced = new LinkedHashSet<>();
    private boolean wholeDue;
    private long generation;
    private double overallSeconds;
    private double overallCount;
    private int epoch;
    private @Nullable String classifier;

    Recorder(int history, long maxSkillAge, int maxClasses) {
        this.history = history;
        this.maxSkillAge = maxSkillAge;
        this.maxClasses = maxClasses;
        this.decay = 1 - 1.0 / history;
    }

    /** Changes how many requests are remembered; what is known stays. */
    synchronized void remember(int newHistory, long newMaxSkillAge) {
        history = newHistory;
        maxSkillAge = newMaxSkillAge;
        decay = 1 - 1.0 / newHistory;
    }

    /** Starts with the content of a file; if it has more than {@code maxClasses} skills, the last ones are taken. */
    synchronized void load(@Nullable String savedClassifier, Collection<SavedSkill> saved) {
        classifier = savedClassifier;
        for (SavedSkill skill : saved) {
            makeRoom();
            skills.put(skill.requestClass(), new Skill(skill));
        }
    }

    /**
     * Records one finished request.
     *
     * @return whether the résumé was recomputed, as happens every {@code history} requests, and should be saved
     */
    synchronized boolean record(Sample sample) {
        Skill skill = sample.epoch() == epoch ? skills.get(sample.requestClass()) : null;
        if (sample.epoch() != epoch || (skill == null && sample.outcome() != Outcome.SERVED)) {
            return false;
        }
        if (skill == null) {
            makeRoom();
            skill = new Skill(sample.requestClass());
            skills.put(sample.requestClass(), skill);
        }
        add(skill, sample);
        if (generation % history != 0) {
            return false;
        }
        dropAged();
        wholeDue = true;
        return true;
    }

    private void add(Skill skill, Sample sample) {
        double charged = chargedSeconds(skill, sample);
        generation++;
        skill.add(charged, Math.pow(decay, (double) (generation - skill.generation())), generation);
        skill.noteTimes(charged, sample.missSeconds(), sample.endedNanos());
        overallSeconds = overallSeconds * decay + charged;
        overallCount = overallCount * decay + 1;
        if (skill.differsFromAnnounced(ANNOUNCED_SHARE)) {
            unannounced.add(skill);
        }
    }

    private double chargedSeconds(Skill skill, Sample sample) {
        double elapsed = Math.max(sample.elapsedSeconds(), LEAST_SECONDS);
        return switch (sample.outcome()) {
            case SERVED -> elapsed;
            case CUT_SHORT -> Math.max(elapsed, skill.meanServiceSeconds());
            case FAILED -> Math.max(elapsed, Math.min(penaltySeconds(skill), FAILURE_CEILING_SECONDS));
        };
    }

    private double penaltySeconds(Skill skill) {
        double overallMean = overallCount == 0 ? 0 : overallSeconds / overallCount;
        return Math.max(FAILURE_PENALTY * skill.meanServiceSeconds(), overallMean);
    }

    private void makeRoom() {
        Iterator<Skill> coldest = skills.values().iterator();
        while (skills.size() >= maxClasses) {
            unannounced.remove(coldest.next());
            coldest.remove();
        }
    }

    private void dropAged() {
        long oldest = generation - maxSkillAge;
        Iterator<Skill> coldest = skills.values().iterator();
        while (coldest.hasNext()) {
            Skill skill = coldest.next();
            if (skill.generation() >= oldest) {
                return;
            }
            coldest.remove();
            unannounced.remove(skill);
        }
    }

    /** Forgets one class; its requests in flight will be recorded as those of a new class. */
    synchronized void forget(String requestClass) {
        Skill forgotten = skills.remove(requestClass);
        if (forgotten != null) {
            unannounced.remove(forgotten);
            wholeDue = true;
        }
    }

    synchronized void forgetAll() {
        wholeDue |= !skills.isEmpty();
        skills.clear();
        unannounced.clear();
    }

    /**
     * Continues under another classifier. Skills recorded under a known different one are dropped, and requests that
     * arrived earlier are not recorded when they end.
     *
     * @return the epoch now in force
     */
    synchronized int adoptClassifier(String fingerprint) {
        if (classifier != null && !classifier.equals(fingerprint)) {
            epoch++;
            forgetAll();
        }
        classifier = fingerprint;
        wholeDue = true;
        return epoch;
    }

    synchronized @Nullable String classifier() {
        return classifier;
    }

    /** The present whole résumé. */
    synchronized Resume snapshot(long nowNanos) {
        return resumeOf(skills.values(), nowNanos);
    }

    /** All skills, least recently used first. */
    synchronized SavedResume save(String worker) {
        List<SavedSkill> saved = new ArrayList<>(skills.size());
        for (Skill skill : skills.values()) {
            saved.add(skill.save());
        }
        return new SavedResume(worker, classifier, saved);
    }

    /** What load balancers have not been told yet, if anything; afterwards it counts as told. */
    synchronized @Nullable Announcement takeAnnouncement(long nowNanos) {
        if (!wholeDue && unannounced.isEmpty()) {
            return null;
        }
        boolean whole = wholeDue;
        Collection<Skill> told = whole ? skills.values() : unannounced;
        Resume resume = resumeOf(told, nowNanos);
        told.forEach(Skill::announced);
        unannounced.clear();
        wholeDue = false;
        return new Announcement(whole, resume);
    }

    private Resume resumeOf(Collection<Skill> some, long nowNanos) {
        List<Resume.Entry> entries = new ArrayList<>(some.size());
        for (Skill skill : some) {
            entries.add(skill.entry(nowNanos));
        }
        return new Resume(generation, classifier, entries);
    }
}
