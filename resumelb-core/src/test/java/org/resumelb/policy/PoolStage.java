package org.resumelb.policy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.resumelb.discovery.WorkerAddress;
import org.resumelb.pool.Explanation;
import org.resumelb.pool.Lease;
import org.resumelb.pool.Outcome;
import org.resumelb.pool.Pool;
import org.resumelb.pool.PoolRequest;
import org.resumelb.pool.PoolSettings;
import org.resumelb.pool.PoolStatus;
import org.resumelb.pool.Receiver;
import org.resumelb.pool.Waiter;
import org.resumelb.pool.Worker;
import org.resumelb.resume.Resume;
import org.resumelb.resume.Skill;

/** Where the story of the pool is played: carries out one command at a time and returns what it prints. */
final class PoolStage {
    private static final String PORT = ":80";

    private final Map<String, Worker> workers = new HashMap<>();
    private final Map<String, Deque<Lease>> open = new HashMap<>();
    private final List<Visitor> waiting = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();
    private long nanos;
    private final Pool pool = new Pool(ClassicPolicy::new, PoolSettings.DEFAULTS, () -> nanos);

    List<String> play(List<String> command) {
        heard.clear();
        List<String> arguments = command.subList(1, command.size());
        String first = arguments.isEmpty() ? "" : arguments.get(0);
        List<String> output = switch (command.get(0)) {
            case "settings" -> settings(arguments);
            case "join" -> join(first, arguments.subList(1, arguments.size()));
            case "resume" -> resume(first, arguments.subList(1, arguments.size()));
            case "learn" -> learn(first, arguments.subList(1, arguments.size()));
            case "leave" -> leave(first);
            case "lose" -> lose(first);
            case "drain" -> drain(first, true);
            case "undrain" -> drain(first, false);
            case "forget" -> forget(first);
            case "wait" -> passTime(Long.parseLong(first));
            case "request" -> request(first);
            case "give-up" -> giveUp(first);
            case "finish" -> finish(first);
            case "why" -> why(first);
            case "connections" -> connections(Integer.parseInt(first));
            case "show" -> show();
            default -> throw new IllegalArgumentException("no such command: " + command);
        };
        List<String> all = new ArrayList<>(heard);
        all.addAll(output);
        return all;
    }

    private List<String> settings(List<String> changes) {
        PoolSettings settings = pool.settings();
        for (String change : changes) {
            String value = change.substring(change.indexOf('=') + 1);
            settings = switch (change.substring(0, change.indexOf('='))) {
                case "variance" -> settings.withVariance(Double.parseDouble(value));
                case "backlogHistory" -> settings.withBacklogHistory(Integer.parseInt(value));
                case "unskilledScore" -> settings.withUnskilledScore(Double.parseDouble(value));
                case "singleVersion" -> settings.withSingleVersion(Boolean.parseBoolean(value));
                default -> throw new IllegalArgumentException("no such setting: " + change);
            };
        }
        pool.settings(settings);
        return List.of();
    }

    private List<String> join(String name, List<String> resumeAndVersion) {
        String version = resumeAndVersion.stream()
                .filter(word -> word.startsWith("version="))
                .findFirst()
                .orElse("");
        String address = "http://" + name + PORT + (version.isEmpty() ? "" : ";" + version);
        workers.put(name, pool.register(WorkerAddress.parse(address)));
        return resume(
                name,
                resumeAndVersion.stream().filter(word -> !word.equals(version)).toList());
    }

    private List<String> resume(String name, List<String> scores) {
        pool.connected(worker(name), new Resume("", 0, null, -1, skills(scores)));
        return List.of();
    }

    private List<String> learn(String name, List<String> scores) {
        pool.learn(worker(name), skills(scores));
        return List.of();
    }

    private static Map<String, Skill> skills(List<String> scores) {
        Map<String, Skill> skills = new HashMap<>();
        scores.forEach(score -> {
            List<String> parts = List.of(score.split("="));
            skills.put(parts.get(0), Skill.ofScore(Double.parseDouble(parts.get(1))));
        });
        return skills;
    }

    private Worker worker(String name) {
        return Objects.requireNonNull(workers.get(name), name);
    }

    private List<String> leave(String name) {
        pool.unregister(worker(name));
        return List.of();
    }

    private List<String> lose(String name) {
        pool.disconnected(worker(name));
        return List.of();
    }

    private List<String> drain(String name, boolean draining) {
        pool.drain(name + PORT, draining);
        return List.of();
    }

    private List<String> forget(String requestClass) {
        pool.forget(requestClass);
        return List.of();
    }

    private List<String> passTime(long seconds) {
        nanos += TimeUnit.SECONDS.toNanos(seconds);
        return List.of();
    }

    private List<String> request(String requestClass) {
        Visitor visitor = new Visitor(requestClass);
        visitor.waiter = pool.await(PoolRequest.of(requestClass), visitor);
        if (visitor.told) {
            return List.of();
        }
        waiting.add(visitor);
        return List.of("nobody: the request waits");
    }

    private List<String> giveUp(String requestClass) {
        Visitor first = waiting.stream()
                .filter(visitor -> visitor.requestClass.equals(requestClass))
                .findFirst()
                .orElseThrow();
        waiting.remove(first);
        return Objects.requireNonNull(first.waiter).cancel() ? List.of() : List.of("too late");
    }

    /** Who sent a request and waits for what becomes of it. */
    private final class Visitor implements Receiver {
        final String requestClass;

        @Nullable
        Waiter waiter;

        private boolean told;

        Visitor(String requestClass) {
            this.requestClass = requestClass;
        }

        @Override
        public void granted(Lease lease) {
            told = true;
            String name = shortName(lease.worker().name());
            open.computeIfAbsent(name, it -> new ArrayDeque<>()).add(lease);
            heard.add(waiting.remove(this) ? "(" + requestClass + " waits no more: " + name + ")" : name);
        }

        @Override
        public void refused() {
            told = true;
            heard.add(waiting.remove(this) ? "(" + requestClass + " has to make room)" : "too many wait");
        }
    }

    private List<String> finish(String name) {
        Lease oldest = open.getOrDefault(name, new ArrayDeque<>()).poll();
        if (oldest == null) {
            return List.of("nothing in hand");
        }
        oldest.close(Outcome.SUCCEEDED);
        return List.of();
    }

    private List<String> why(String requestClass) {
        Explanation explanation = pool.explain(requestClass);
        List<String> lines = new ArrayList<>();
        String worker = explanation.worker();
        lines.add((worker == null ? "nobody" : shortName(worker)) + ": " + explanation.reason());
        explanation
                .candidates()
                .forEach(candidate -> lines.add(String.format(
                        Locale.ROOT,
                        "  %s: score %.1f, backlog %d, mean %.2f: %s",
                        shortName(candidate.worker()),
                        candidate.score(),
                        candidate.backlog(),
                        candidate.meanBacklog(),
                        candidate.verdict())));
        return lines;
    }

    private List<String> connections(int perWorker) {
        pool.capacityPerWorker(perWorker);
        return List.of();
    }

    private List<String> show() {
        PoolStatus status = pool.status();
        List<String> lines = new ArrayList<>();
        String version = status.version() == null
                ? ""
                : status.version().isEmpty()
                        ? ", workers without a version serve"
                        : ", version " + status.version() + " serves";
        lines.add(String.format(
                Locale.ROOT, "pool: backlog %d, mean %.2f%s", status.backlog(), status.meanBacklog(), version));
        status.workers()
                .forEach(worker -> lines.add(String.format(
                        Locale.ROOT,
                        "%s: %s, backlog %d, mean %.2f, oldest %d ms",
                        shortName(worker.name()),
                        worker.state().word(),
                        worker.backlog(),
                        worker.meanBacklog(),
                        worker.oldestRequestMillis())));
        return lines;
    }

    private static String shortName(String name) {
        return name.substring(0, name.length() - PORT.length());
    }
}
