package org.resumelb.pool;

import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides which version serves in single-version mode: the one with the most workers that could serve. The version in
 * force stays until another has strictly more. Workers that declare no version count as one version, {@code ""}. Not
 * thread-safe.
 */
final class VersionQuorum {
    private @Nullable String version;

    /** The version in force; {@code null} before the first worker. */
    @Nullable
    String version() {
        return version;
    }

    void forget() {
        version = null;
    }

    void count(Collection<Worker> able) {
        Map<String, Integer> workers = new TreeMap<>();
        able.forEach(worker -> workers.merge(versionOf(worker), 1, Integer::sum));
        int present = version == null ? 0 : workers.getOrDefault(version, 0);
        workers.entrySet().stream()
                .max(Comparator.comparingInt(Map.Entry::getValue))
                .filter(largest -> largest.getValue() > present)
                .ifPresent(largest -> version = largest.getKey());
    }

    boolean serves(Worker worker) {
        return versionOf(worker).equals(version);
    }

    /** The newest version among these workers, if it is newer than the one in force. */
    Optional<String> candidate(Collection<Worker> able) {
        String present = Objects.requireNonNullElse(version, "");
        return able.stream()
                .map(VersionQuorum::versionOf)
                .max(VersionOrder.OLDEST_FIRST)
                .filter(newest -> VersionOrder.OLDEST_FIRST.compare(newest, present) > 0);
    }

    static String versionOf(Worker worker) {
        return Objects.requireNonNullElse(worker.version(), "");
    }
}
