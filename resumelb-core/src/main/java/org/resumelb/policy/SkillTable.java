package org.resumelb.policy;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.resumelb.pool.Worker;

/**
 * Who is skilled at what, by class and by worker, with scores in requests/second. It holds a bounded number of
 * classes: the one not asked for or learnt for longest goes first. Not thread-safe.
 */
final class SkillTable {
    // Any look-up here makes a class the last to go, so what must not do that goes through byWorker.
    private final LinkedHashMap<String, Map<Worker, Double>> byClass = new LinkedHashMap<>(16, 0.75f, true);

    /** For each worker its classes, each with the same map as in byClass. */
    private final Map<Worker, Map<String, Map<Worker, Double>>> byWorker = new HashMap<>();

    /** The workers skilled at a class, with their scores. A view; the class counts as asked for. */
    Map<Worker, Double> skilledAt(String requestClass) {
        return byClass.getOrDefault(requestClass, Map.of());
    }

    /** As {@link #skilledAt}, but the class does not count as asked for. */
    Map<Worker, Double> peek(String requestClass) {
        for (Map<String, Map<Worker, Double>> classes : byWorker.values()) {
            Map<Worker, Double> skilled = classes.get(requestClass);
            if (skilled != null) {
                return skilled;
            }
        }
        return Map.of();
    }

    boolean isSkilled(Worker worker, String requestClass) {
        return byWorker.getOrDefault(worker, Map.of()).containsKey(requestClass);
    }

    void put(Worker worker, String requestClass, double score, int maxClasses) {
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
