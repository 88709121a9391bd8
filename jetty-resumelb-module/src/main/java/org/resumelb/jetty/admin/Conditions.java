package org.resumelb.jetty.admin;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.resumelb.jetty.admin.verdict.Condition;
import org.resumelb.jetty.admin.verdict.ConditionKind;
import org.resumelb.jetty.admin.verdict.Facts;
import org.resumelb.jetty.admin.verdict.Verdict;
import org.resumelb.jetty.metrics.ConditionLevel;
import org.resumelb.jetty.metrics.Event;
import org.resumelb.jetty.metrics.Step;
import org.resumelb.pool.PoolStatus;

/** What an operator should know about a load balancer, based on observation. Thread-safe. */
public final class Conditions {
    /** In steps of ten seconds. */
    private static final int MINUTE = 6;

    private static final int SAMPLES_A_MINUTE = 60;

    private final Administration balancer;

    /** Total failures of the classifier as of each second of the last minute; guarded by itself. */
    private final ArrayDeque<Long> classifierFailures = new ArrayDeque<>();

    /** Begins to observe; does not access the rest of the load balancer yet. */
    public Conditions(Administration balancer) {
        this.balancer = balancer;
        balancer.observation().onSample(sample -> countClassifierFailures());
    }

    private void countClassifierFailures() {
        synchronized (classifierFailures) {
            classifierFailures.addLast(balancer.classifier().failures());
            if (classifierFailures.size() > SAMPLES_A_MINUTE) {
                classifierFailures.removeFirst();
            }
        }
    }

    /** The present conditions. */
    Verdict now() {
        return of(balancer.pool().status());
    }

    /** The conditions for a state of the pool. */
    Verdict of(PoolStatus status) {
        List<Step> history = balancer.observation().history();
        List<Step> minute = history.subList(Math.max(0, history.size() - MINUTE), history.size());
        return Verdict.of(new Facts(
                status,
                minute,
                balancer.discovery(),
                balancer::reason,
                this::lastEjection,
                new Facts.ClassifierFacts(balancer.classifier().isFileNewer(), recentClassifierFailures()),
                balancer.isStopAnnounced()));
    }

    /** For each condition that may raise an alert, whether it holds, as of the last sample. */
    public List<ConditionLevel> levels() {
        Verdict verdict = of(balancer.observation().latest().status());
        List<ConditionLevel> levels = new ArrayList<>();
        for (ConditionKind kind : ConditionKind.values()) {
            List<Condition> present = verdict.conditions().stream()
                    .filter(each -> each.kind() == kind)
                    .toList();
            if (kind.isAlert() && present.isEmpty()) {
                levels.add(new ConditionLevel(kind.id(), "", 0));
            } else if (kind.isAlert()) {
                present.forEach(each -> levels.add(new ConditionLevel(
                        kind.id(),
                        Objects.requireNonNullElse(each.worker(), ""),
                        each.severity().level())));
            }
        }
        return levels;
    }

    private long recentClassifierFailures() {
        synchronized (classifierFailures) {
            Long before = classifierFailures.peekFirst();
            return before == null ? 0 : balancer.classifier().failures() - before;
        }
    }

    /** Why a worker was last ejected. */
    private String lastEjection(String worker) {
        String reason = "";
        for (Event event : balancer.observation().events(0)) {
            if (event.kind().equals("ejected") && worker.equals(event.worker())) {
                reason = event.text().substring(event.text().indexOf(": ") + 1).strip();
            }
        }
        return reason;
    }
}
