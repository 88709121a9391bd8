package org.resumelb.tools.simulation.rivals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.resumelb.pool.Lease;
import org.resumelb.pool.Outcome;
import org.resumelb.pool.Policy;
import org.resumelb.pool.Worker;
import org.resumelb.resume.Report;

/** The rivals, by name. */
public final class Rivals {
    private Rivals() {}

    /** Each worker with the same probability. */
    public static Policy.Factory random(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return pool -> new Rival("random") {
            @Override
            Worker pick(String requestClass, int contentHash) {
                return workers.get(random.nextInt(workers.size()));
            }
        };
    }

    /** One worker after the other. */
    public static Policy.Factory roundRobin() {
        return pool -> new Rival("round robin") {
            private int last;

            @Override
            Worker pick(String requestClass, int contentHash) {
                last = (last + 1) % workers.size();
                return workers.get(last);
            }
        };
    }

    /** The worker to which rendezvous hashing assigns the class. */
    public static Policy.Factory hashOfClass() {
        return pool -> new Rival("hash of class") {
            private final Map<String, Worker> homes = new HashMap<>();

            @Override
            Worker pick(String requestClass, int contentHash) {
                return homes.computeIfAbsent(requestClass, key -> rendezvous(workers, key.hashCode()));
            }

            @Override
            public void join(Worker worker) {
                super.join(worker);
                homes.clear();
            }

            @Override
            public void leave(Worker worker) {
                super.leave(worker);
                homes.clear();
            }
        };
    }

    /** The worker to which rendezvous hashing assigns the URL. */
    public static Policy.Factory hashOfUrl() {
        return pool -> new Rival("hash of URL") {
            @Override
            Worker pick(String requestClass, int contentHash) {
                return rendezvous(workers, requestClass.hashCode() * 31 + contentHash);
            }
        };
    }

    /**
     * Power of two choices by peak-sensitive latency, as in Finagle: of two different random workers, the one with the
     * smaller product of latency (decayed over ten seconds, but rising immediately) and requests in flight plus one.
     */
    public static Policy.Factory peakEwma(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return pool -> new Rival("P2C peak EWMA") {
            private final Map<Worker, double[]> latencies = new HashMap<>();

            @Override
            Worker pick(String requestClass, int contentHash) {
                int first = random.nextInt(workers.size());
                Worker a = workers.get(first);
                if (workers.size() == 1) {
                    return a;
                }
                // Of the others: two draws of the same worker would be no choice.
                int second = random.nextInt(workers.size() - 1);
                Worker b = workers.get(second < first ? second : second + 1);
                return load(a) <= load(b) ? a : b;
            }

            private double load(Worker worker) {
                return latencyOf(worker)[0] * (worker.backlog() + 1);
            }

            private double[] latencyOf(Worker worker) {
                return latencies.computeIfAbsent(worker, it -> new double[] {1, pool.nanoTime()});
            }

            @Override
            public void released(Lease lease, Outcome outcome, Report report) {
                double[] latency = latencyOf(lease.worker());
                double now = pool.nanoTime();
                double millis = (now - lease.startNanos()) / 1e6;
                double kept = Math.exp((latency[1] - now) / 1e10);
                latency[0] = millis > latency[0] ? millis : latency[0] * kept + millis * (1 - kept);
                latency[1] = now;
            }
        };
    }

    /** A ring of 160 points per worker; a worker above the bound times the mean backlog is skipped. */
    public static Policy.Factory boundedLoadHash(double bound) {
        return pool -> new Rival("bounded-load hash") {
            private final TreeMap<Long, Worker> ring = new TreeMap<>();
            private int inHand;

            @Override
            public void join(Worker worker) {
                super.join(worker);
                for (int i = 0; i < 160; i++) {
                    ring.put(mix(((long) worker.name().hashCode() << 16) + i), worker);
                }
            }

            @Override
            public void leave(Worker worker) {
                super.leave(worker);
                ring.values().removeIf(worker::equals);
            }

            @Override
            Worker pick(String requestClass, int contentHash) {
                double capacity = Math.ceil(bound * (inHand + 1) / workers.size());
                long key = mix(requestClass.hashCode());
                for (Worker worker : ring.tailMap(key).values()) {
                    if (worker.backlog() < capacity) {
                        return worker;
                    }
                }
                for (Worker worker : ring.values()) {
                    if (worker.backlog() < capacity) {
                        return worker;
                    }
                }
                return workers.get(0);
            }

            @Override
            public void acquired(Lease lease) {
                inHand++;
            }

            @Override
            public void released(Lease lease, Outcome outcome, Report report) {
                inHand--;
            }
        };
    }

    /** Locality-aware request distribution with replication, by Pai and others (1998). */
    public static Policy.Factory lard(int low, int high) {
        return pool -> new LardPolicy(pool, low, high);
    }

    /** An assignment of classes to workers made with knowledge of popularity and size. */
    public static Policy.Factory partition(Map<String, int[]> assignment) {
        return pool -> new Rival("clairvoyant partition") {
            @Override
            Worker pick(String requestClass, int contentHash) {
                int[] assigned = assignment.getOrDefault(requestClass, new int[] {0});
                Worker best = workers.get(assigned[0] % workers.size());
                for (int number : assigned) {
                    Worker worker = workers.get(number % workers.size());
                    best = worker.backlog() < best.backlog() ? worker : best;
                }
                return best;
            }
        };
    }

    static Worker leastLoaded(List<Worker> workers) {
        Worker best = workers.get(0);
        for (Worker worker : workers) {
            best = worker.backlog() < best.backlog() ? worker : best;
        }
        return best;
    }
}
