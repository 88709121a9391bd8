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
    private final LinkedHashMap<String, Map<Worker, Double>> byClass = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Worker, Map<String, Double>> byWorker = new HashMap<>();

    /** The workers skilled at a class, with their scores. A view; the class counts as asked for. */
    Map<Worker, Double> skilledAt(String requestClass) {
        return byClass.getOrDefault(requestClass, Map.of());
    }

    boolean isSkilled(Worker worker, String requestClass) {
        return byWorker.getOrDefault(worker, Map.of()).containsKey(requestClass);
    }

    void put(Worker worker, String requestClass, double score, int maxClasses) {
        byClass.computeIfAbsent(requestClass, name -> new HashMap<>(2)).put(worker, score);
        byWorker.computeIfAbsent(worker, it -> new HashMap<>()).put(requestClass, score);
        if (byClass.size() > maxClasses) {
            forget(byClass.keySet().iterator().next());
        }
    }

    void remove(Worker worker) {
        Map<String, Double> skills = byWorker.remove(worker);
        if (skills != null) {
            skills.keySet().forEach(requestClass -> removeSkilled(worker, requestClass));
        }
    }

    private void removeSkilled(Worker worker, String requestClass) {
        byClass.computeIfPresent(requestClass, (name, skilled) -> {
            skilled.remove(worker);
            return skilled.isEmpty() ? null : skilled;
        });
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
