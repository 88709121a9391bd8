package org.resumelb.pool;

import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides which version serves in single-version mode: the one with the most workers that could serve. The version in
 * force stays until another has strictly more. Workers that declare no version count as one version, {@code ""}. Not
 * thread-safe.
 */
final class VersionQuorum {
    /** How many workers that could serve have each version; there are few versions. */
    private final Map<String, Integer> workers = new TreeMap<>();

    private @Nullable String version;
    private @Nullable String candidate;

    /** The version in force; {@code null} before the first worker, and if versions do not matter. */
    @Nullable
    String version() {
        return version;
    }

    /** The newest version, if it is newer than the one in force and may get some of the classes. */
    @Nullable
    String candidate() {
        return candidate;
    }

    /** One more worker of a version could serve. */
    void add(String workersVersion) {
        workers.merge(workersVersion, 1, Integer::sum);
    }

    /** One worker of a version less could serve. */
    void remove(String workersVersion) {
        workers.computeIfPresent(workersVersion, (name, count) -> count == 1 ? null : count - 1);
    }

    /** Decides which versions serve by now; returns whether this changed. */
    boolean decide(PoolSettings settings) {
        String before = version;
        String candidateBefore = candidate;
        version = settings.singleVersion() ? largest() : null;
        candidate = settings.singleVersion() && settings.canary() > 0 ? newer() : null;
        return !Objects.equals(before, version) || !Objects.equals(candidateBefore, candidate);
    }

    private @Nullable String largest() {
        int present = version == null ? 0 : workers.getOrDefault(version, 0);
        return workers.entrySet().stream()
                .max(Comparator.comparingInt(Map.Entry::getValue))
                .filter(largest -> largest.getValue() > present)
                .map(Map.Entry::getKey)
                .orElse(version);
    }

    private @Nullable String newer() {
        String present = Objects.requireNonNullElse(version, "");
        return workers.keySet().stream()
                .max(VersionOrder.OLDEST_FIRST)
                .filter(newest -> VersionOrder.OLDEST_FIRST.compare(newest, present) > 0)
                .orElse(null);
    }
}
