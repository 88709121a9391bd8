package org.resumelb.jetty.classes;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one request class lately was. Immutable.
 *
 * @param requestsPerSecond ended requests
 * @param busy time that workers had its requests, in seconds a second
 * @param workers those that served it, most work first; never empty
 */
public record ClassTraffic(String requestClass, double requestsPerSecond, double busy, List<Part> workers) {
    public ClassTraffic {
        workers = workers.stream()
                .sorted(Comparator.comparingDouble(Part::busy).reversed().thenComparing(Part::worker))
                .toList();
    }

    /** The worker that does most of its work. */
    public String home() {
        return workers.get(0).worker();
    }

    /** What of its requests and work one worker has. */
    public record Part(String worker, double requestsPerSecond, double busy) {
        /** How long a request took there on average; NaN without one. */
        public double meanMillis() {
            return requestsPerSecond == 0 ? Double.NaN : 1000 * busy / requestsPerSecond;
        }
    }

    /** How long a request took on average where that was shortest, of the workers with a noticeable part. */
    public double warmMillis() {
        return workers.stream()
                .filter(part -> part.requestsPerSecond() >= 0.1 * requestsPerSecond)
                .mapToDouble(Part::meanMillis)
                .min()
                .orElse(Double.NaN);
    }

    /** How much of the work of all these each worker does. */
    public static Map<String, Double> busyByWorker(List<ClassTraffic> classes) {
        Map<String, Double> busy = new HashMap<>();
        classes.forEach(each -> each.workers.forEach(part -> busy.merge(part.worker(), part.busy(), Double::sum)));
        return busy;
    }
}
