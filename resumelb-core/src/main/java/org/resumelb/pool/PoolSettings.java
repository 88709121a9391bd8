package org.resumelb.pool;

import java.util.ArrayList;
import java.util.List;

/**
 * Settings of selection, which can change at any time. Immutable.
 *
 * @param variance classic: how far above the mean a skilled worker's backlog may rise; at least 0
 * @param backlogHistory number of requests that a mean backlog remembers; at least 1
 * @param unskilledScore provisional score of a recruited worker, in requests/second; above 0
 * @param singleVersion whether only the version that most workers run serves
 * @param maxClasses number of request classes remembered; at least 1
 * @param maxClassShare has no effect, accepted for old configurations; above 0, at most 1
 * @param canary in single-version mode, the share of request classes served by the newest version that waits for its
 *     quorum; from 0 to 0.5
 * @param resume the parameters of the policy {@code resume}
 */
public record PoolSettings(
        double variance,
        int backlogHistory,
        double unskilledScore,
        boolean singleVersion,
        int maxClasses,
        double maxClassShare,
        double canary,
        ResumeSettings resume) {
    public static final PoolSettings DEFAULTS = new PoolSettings(4.0, 9, 1.0, false, 100_000);

    /**
     * Checks each setting.
     *
     * @throws IllegalArgumentException naming the setting, its value and the expected form
     */
    public PoolSettings {
        require(variance >= 0 && Double.isFinite(variance), "variance", variance, "a number >= 0");
        require(backlogHistory >= 1, "backlogHistory", backlogHistory, "a whole number >= 1");
        require(
                unskilledScore > 0 && Double.isFinite(unskilledScore),
                "unskilledScore",
                unskilledScore,
                "a number > 0");
        require(maxClassShare > 0 && maxClassShare <= 1, "maxClassShare", maxClassShare, "a number > 0 and <= 1");
        require(maxClasses >= 1, "maxClasses", maxClasses, "a whole number >= 1");
        require(canary >= 0 && canary <= 0.5, "canary", canary, "a number from 0 to 0.5");
    }

    /** Settings with the default parameters of the policy {@code resume}. */
    public PoolSettings(
            double variance,
            int backlogHistory,
            double unskilledScore,
            boolean singleVersion,
            int maxClasses,
            double maxClassShare,
            double canary) {
        this(
                variance,
                backlogHistory,
                unskilledScore,
                singleVersion,
                maxClasses,
                maxClassShare,
                canary,
                ResumeSettings.DEFAULTS);
    }

    /** Settings without a canary. */
    public PoolSettings(
            double variance,
            int backlogHistory,
            double unskilledScore,
            boolean singleVersion,
            int maxClasses,
            double maxClassShare) {
        this(variance, backlogHistory, unskilledScore, singleVersion, maxClasses, maxClassShare, 0);
    }

    /** Settings without a canary. */
    public PoolSettings(
            double variance, int backlogHistory, double unskilledScore, boolean singleVersion, int maxClasses) {
        this(variance, backlogHistory, unskilledScore, singleVersion, maxClasses, 0.25);
    }

    private static void require(boolean holds, String name, Number value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
        }
    }

    /** The names of settings that have no effect but differ from their defaults. */
    public List<String> withoutEffect() {
        List<String> names = new ArrayList<>();
        if (maxClassShare != DEFAULTS.maxClassShare) {
            names.add("maxClassShare");
        }
        for (ResumeParameter parameter : ResumeParameter.values()) {
            if (parameter.isWithoutEffect() && resume.get(parameter) != parameter.byDefault()) {
                names.add(parameter.key());
            }
        }
        return names;
    }

    public PoolSettings withVariance(double newVariance) {
        return new PoolSettings(
                newVariance, backlogHistory, unskilledScore, singleVersion, maxClasses, maxClassShare, canary, resume);
    }

    public PoolSettings withBacklogHistory(int newBacklogHistory) {
        return new PoolSettings(
                variance, newBacklogHistory, unskilledScore, singleVersion, maxClasses, maxClassShare, canary, resume);
    }

    public PoolSettings withUnskilledScore(double newUnskilledScore) {
        return new PoolSettings(
                variance, backlogHistory, newUnskilledScore, singleVersion, maxClasses, maxClassShare, canary, resume);
    }

    public PoolSettings withSingleVersion(boolean newSingleVersion) {
        return new PoolSettings(
                variance, backlogHistory, unskilledScore, newSingleVersion, maxClasses, maxClassShare, canary, resume);
    }

    public PoolSettings withMaxClassShare(double newMaxClassShare) {
        return new PoolSettings(
                variance, backlogHistory, unskilledScore, singleVersion, maxClasses, newMaxClassShare, canary, resume);
    }

    public PoolSettings withCanary(double newCanary) {
        return new PoolSettings(
                variance, backlogHistory, unskilledScore, singleVersion, maxClasses, maxClassShare, newCanary, resume);
    }

    public PoolSettings withResume(ResumeSettings newResume) {
        return new PoolSettings(
                variance, backlogHistory, unskilledScore, singleVersion, maxClasses, maxClassShare, canary, newResume);
    }
}
