package org.resumelb.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Comparator;
import java.util.List;
import org.resumelb.pool.Pool;
import org.resumelb.pool.PoolStatus;
import org.resumelb.pool.PoolStatus.WorkerStatus;
import org.resumelb.pool.WorkerState;

/** All that can be seen of a pool, against the reference. The arithmetic is the same, so numbers are equal exactly. */
final class Comparison {
    private Comparison() {}

    static void compare(Pool pool, ReferencePool reference, String step) {
        PoolStatus status = pool.status();
        assertEquals(reference.backlog.count, status.backlog(), step + ": pool's backlog");
        assertEquals(reference.backlog.mean, status.meanBacklog(), step + ": pool's mean backlog");
        assertEquals(reference.classes(), status.classes(), step + ": classes");
        assertEquals(reference.quorum, status.version(), step + ": version");
        assertEquals(reference.leastRecentlyUsed.size(), pool.servingWorkers(), step + ": serving workers");
        assertEquals(expected(reference), seen(status), step + ": workers");
    }

    private static List<WorkerStatus> expected(ReferencePool reference) {
        return reference.members.stream()
                .filter(member -> member.registered)
                .map(member -> new WorkerStatus(
                        member.name,
                        state(reference, member),
                        member.version,
                        member.backlog.count,
                        member.backlog.mean,
                        -1,
                        0,
                        member.resume.size(),
                        0,
                        0))
                .sorted(Comparator.comparing(WorkerStatus::name))
                .toList();
    }

    private static List<WorkerStatus> seen(PoolStatus status) {
        return status.workers().stream()
                .sorted(Comparator.comparing(WorkerStatus::name))
                .toList();
    }

    private static WorkerState state(ReferencePool reference, ReferenceWorker member) {
        if (!member.connected) {
            return WorkerState.CONNECTING;
        }
        if (member.draining) {
            return WorkerState.DRAINING;
        }
        return reference.leastRecentlyUsed.contains(member) ? WorkerState.ACTIVE : WorkerState.STANDBY;
    }
}
