package org.resumelb.jetty.classes;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The recent traffic of one request class. Immutable.
 *
 * @param requestsPerSecond finished requests
 * @param busy time that its requests spent at workers, in seconds per second
 * @param workers the workers that served it, most work first; never empty
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

    /** One worker's part of the requests and the work. */
    public record Part(String worker, double requestsPerSecond, double busy) {
        /** The mean time of a request there; NaN without one. */
        public double meanMillis() {
            return requestsPerSecond == 0 ? Double.NaN : 1000 * busy / requestsPerSecond;
        }
    }

    /** The shortest mean time of a request among workers with a noticeable part. */
    public double warmMillis() {
        return workers.stream()
                .filter(part -> part.requestsPerSecond() >= 0.1 * requestsPerSecond)
                .mapToDouble(Part::meanMillis)
                .min()
                .orElse(Double.NaN);
    }

    /** How much of the work of all these classes each worker does. */
    public static Map<String, Double> busyByWorker(List<ClassTraffic> classes) {
        Map<String, Double> busy = new HashMap<>();
        classes.forEach(each -> each.workers.forEach(part -> busy.merge(part.worker(), part.busy(), Double::sum)));
        return busy;
    }
}
