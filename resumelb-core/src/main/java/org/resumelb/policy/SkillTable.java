package org.resumelb.policy;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.resumelb.pool.Worker;

/**
 * Which workers are skilled at which classes, with scores in requests/second. The number of classes is bounded: the one
 * neither requested nor learnt for the longest time is dropped first. Not thread-safe.
 */
final class SkillTable {
    /** Least recently used first. */
    private final LinkedHashMap<String, Map<Worker, Double>> byClass = new LinkedHashMap<>();

    /** The classes of each worker, with the same maps as in byClass. */
    private final Map<Worker, Map<String, Map<Worker, Double>>> byWorker = new HashMap<>();

    /** A class was requested, so it will be dropped last. */
    void used(String requestClass) {
        Map<Worker, Double> skilled = byClass.remove(requestClass);
        if (skilled != null) {
            byClass.put(requestClass, skilled);
        }
    }

    /** The workers skilled at a class, with their scores. A view. */
    Map<Worker, Double> skilledAt(String requestClass) {
        return byClass.getOrDefault(requestClass, Map.of());
    }

    boolean isSkilled(Worker worker, String requestClass) {
        return byWorker.getOrDefault(worker, Map.of()).containsKey(requestClass);
    }

    void put(Worker worker, String requestClass, double score, int maxClasses) {
        used(requestClass);
        Map<Worker, Double> skilled = byClass.computeIfAbsent(requestClass, name -> new HashMap<>(2));
        skilled.put(worker, score);
        byWorker.computeIfAbsent(worker, it -> new HashMap<>()).put(requestClass, skilled);
        while (byClass.size() > maxClasses) {
            forget(byClass.keySet().iterator().next());
        }
    }

    void remove(Worker worker) {
        Map<String, Map<Worker, Double>> classes = byWorker.remove(worker);
        if (classes != null) {
            classes.forEach((requestClass, skilled) -> {
                skilled.remove(worker);
                if (skilled.isEmpty()) {
                    byClass.remove(requestClass);
                }
            });
        }
    }

    void forget(String requestClass) {
        Map<Worker, Double> skilled = byClass.remove(requestClass);
        if (skilled != null) {
            skilled.keySet()
                    .forEach(worker -> byWorker.getOrDefault(worker, Map.of()).remove(requestClass));
        }
    }

    int classes() {
        return byClass.size();
    }
}
