package org.resumelb.policy;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.resumelb.discovery.WorkerAddress;
import org.resumelb.pool.PoolSettings;

/** Few workers, versions, classes and scores, so that a random walk meets the same ones again and finds ties. */
final class RandomInputs {
    private static final int WORKERS = 7;
    private static final int VERSIONS = 3;
    private static final int CLASSES = 9;

    private final Random random;

    RandomInputs(Random random) {
        this.random = random;
    }

    WorkerAddress address() {
        int version = random.nextInt(VERSIONS);
        String host = "w" + random.nextInt(WORKERS);
        return new WorkerAddress("http", host, 80, "", version == 0 ? null : "v" + version);
    }

    /** Small numbers are asked for most. */
    String requestClass() {
        return "c" + Math.min(random.nextInt(CLASSES), random.nextInt(CLASSES));
    }

    Map<String, Double> scores(int classes) {
        Map<String, Double> scores = new HashMap<>();
        for (int i = 0; i < classes; i++) {
            scores.put(requestClass(), 0.5 * (1 + random.nextInt(12)));
        }
        return scores;
    }

    PoolSettings settings() {
        double variance = random.nextInt(10) / 2.0;
        int backlogHistory = 1 + random.nextInt(30);
        double unskilledScore = 0.25 + random.nextInt(8);
        return new PoolSettings(variance, backlogHistory, unskilledScore, random.nextBoolean(), 1000);
    }
}
