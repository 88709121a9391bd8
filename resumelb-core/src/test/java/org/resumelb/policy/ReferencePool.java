package org.resumelb.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.resumelb.pool.PoolSettings;

/**
 * The rules written down literally, with lists and full scans and no regard for cost: what the real pool and its
 * policies must do. It shares no code with them.
 */
final class ReferencePool {
    final List<ReferenceWorker> members = new ArrayList<>();
    final List<ReferenceWorker> leastRecentlyUsed = new ArrayList<>();
    private final boolean resumesMatter;
    private PoolSettings settings = PoolSettings.DEFAULTS;

    @Nullable
    String quorum;

    final ReferenceBacklog backlog = new ReferenceBacklog();

    private ReferencePool(boolean resumesMatter) {
        this.resumesMatter = resumesMatter;
    }

    static ReferencePool classic() {
        return new ReferencePool(true);
    }

    static ReferencePool leastBacklog() {
        return new ReferencePool(false);
    }

    @Nullable
    ReferenceWorker find(String name) {
        for (ReferenceWorker member : members) {
            if (member.name.equals(name)) {
                return member;
            }
        }
        return null;
    }

    ReferenceWorker register(String name, @Nullable String version) {
        ReferenceWorker member = find(name);
        if (member == null) {
            member = new ReferenceWorker(name);
            members.add(member);
        }
        member.registered = true;
        member.version = version;
        settle();
        return member;
    }

    void unregister(ReferenceWorker member) {
        member.registered = false;
        member.connected = false;
        member.draining = false;
        settle();
    }

    void connected(ReferenceWorker member, Map<String, Double> scores) {
        if (member.registered) {
            member.connected = true;
            member.resume = new HashMap<>(scores);
            member.skills = new HashMap<>(scores);
            settle();
        }
    }

    void disconnected(ReferenceWorker member) {
        member.connected = false;
        settle();
    }

    void drain(ReferenceWorker member, boolean draining) {
        member.draining = draining;
        settle();
    }

    void learn(ReferenceWorker member, Map<String, Double> scores) {
        member.resume.putAll(scores);
        member.skills.putAll(scores);
    }

    void forget(String requestClass) {
        for (ReferenceWorker member : members) {
            member.resume.remove(requestClass);
            member.skills.remove(requestClass);
        }
    }

    void settings(PoolSettings newSettings) {
        settings = newSettings;
        settle();
    }

    /** Brings the workers that serve in line with what they may, and forgets those that are gone. */
    private void settle() {
        quorum = settings.singleVersion() ? quorum() : null;
        for (ReferenceWorker member : members) {
            boolean serves = leastRecentlyUsed.contains(member);
            if (serves && !mayServe(member)) {
                leastRecentlyUsed.remove(member);
            }
        }
        for (ReferenceWorker member : members) {
            boolean serves = leastRecentlyUsed.contains(member);
            if (!serves && mayServe(member)) {
                member.skills = new HashMap<>(member.resume);
                leastRecentlyUsed.add(0, member);
            }
        }
        members.removeIf(member -> !member.registered && member.backlog.count == 0);
    }

    private boolean mayServe(ReferenceWorker member) {
        boolean able = member.connected && !member.draining;
        return able && (!settings.singleVersion() || version(member).equals(quorum));
    }

    private static String version(ReferenceWorker member) {
        return member.version == null ? "" : member.version;
    }

    private @Nullable String quorum() {
        TreeMap<String, Integer> counts = new TreeMap<>();
        for (ReferenceWorker member : members) {
            if (member.connected && !member.draining) {
                counts.put(version(member), counts.getOrDefault(version(member), 0) + 1);
            }
        }
        String largest = quorum;
        for (String version : counts.keySet()) {
            int present = largest == null ? 0 : counts.getOrDefault(largest, 0);
            if (counts.getOrDefault(version, 0) > present) {
                largest = version;
            }
        }
        return largest;
    }

    /** Chooses, and counts the request; {@code null} when nobody may be chosen. */
    @Nullable
    ReferenceWorker acquire(String requestClass, Set<String> excluded) {
        ReferenceWorker chosen = resumesMatter ? classicChoice(requestClass, excluded) : leastBacklogChoice(excluded);
        if (chosen == null) {
            return null;
        }
        leastRecentlyUsed.remove(chosen);
        leastRecentlyUsed.add(chosen);
        if (resumesMatter && !chosen.skills.containsKey(requestClass)) {
            chosen.skills.put(requestClass, settings.unskilledScore());
        }
        backlogChanges(chosen, 1);
        return chosen;
    }

    private @Nullable ReferenceWorker classicChoice(String requestClass, Set<String> excluded) {
        if (leastRecentlyUsed.isEmpty()) {
            return null;
        }
        double ceiling = Math.max(settings.variance() * backlog.mean / leastRecentlyUsed.size(), 1);
        double floor = leastRecentlyUsed.get(0).backlog.mean + 1;
        ReferenceWorker best = null;
        double bestWorth = Double.NEGATIVE_INFINITY;
        ReferenceWorker firstAllowed = null;
        for (ReferenceWorker member : leastRecentlyUsed) {
            if (excluded.contains(member.name)) {
                continue;
            }
            firstAllowed = firstAllowed == null ? member : firstAllowed;
            Double score = member.skills.get(requestClass);
            if (score != null && member.backlog.mean - floor <= ceiling) {
                double worth = score / Math.max(member.backlog.count, 1);
                if (worth > bestWorth) {
                    best = member;
                    bestWorth = worth;
                }
            }
        }
        return best == null ? firstAllowed : best;
    }

    private @Nullable ReferenceWorker leastBacklogChoice(Set<String> excluded) {
        ReferenceWorker best = null;
        for (ReferenceWorker member : leastRecentlyUsed) {
            boolean better = best == null || member.backlog.count < best.backlog.count;
            if (better && !excluded.contains(member.name)) {
                best = member;
            }
        }
        return best;
    }

    void release(ReferenceWorker member) {
        backlogChanges(member, -1);
        settle();
    }

    private void backlogChanges(ReferenceWorker member, int by) {
        double workerDecay = 1 - 1.0 / (2.0 * settings.backlogHistory());
        double poolDecay = 1 - 1.0 / (2.0 * settings.backlogHistory() * Math.max(leastRecentlyUsed.size(), 1));
        member.backlog.change(by, workerDecay);
        backlog.change(by, poolDecay);
    }

    /** How many classes the serving workers are skilled at, provisional skills too. */
    int classes() {
        Set<String> classes = new HashSet<>();
        leastRecentlyUsed.forEach(member -> classes.addAll(member.skills.keySet()));
        return resumesMatter ? classes.size() : 0;
    }
}
