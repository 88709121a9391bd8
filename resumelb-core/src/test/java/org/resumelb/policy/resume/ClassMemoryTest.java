package org.resumelb.policy.resume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.openjdk.jol.info.GraphLayout;
import org.resumelb.discovery.WorkerAddress;
import org.resumelb.pool.Outcome;
import org.resumelb.pool.Pool;
import org.resumelb.pool.PoolSettings;
import org.resumelb.resume.Resume;

/** Most classes of a large site are asked for a few times: what is remembered of them must be little. */
class ClassMemoryTest {
    private static final int WORKERS = 16;
    private static final int CLASSES = 10_000;
    private static final int REQUESTS = 3;
    private static final long MAX_BYTES_PER_CLASS = 500;

    static {
        // The pool's clock is a lambda, of which the JDK does not tell where its fields are.
        System.setProperty("jol.magicFieldOffset", "true");
    }

    private long now;

    @Test
    void aClassSeenAFewTimesTakesFewBytesItsNameIncluded() {
        List<ResumePolicy> made = new ArrayList<>();
        Pool pool = new Pool(
                view -> {
                    made.add(new ResumePolicy(view));
                    return made.get(made.size() - 1);
                },
                PoolSettings.DEFAULTS,
                () -> now);
        for (int i = 0; i < WORKERS; i++) {
            pool.connected(pool.register(WorkerAddress.parse("http://w" + i + ":80")), Resume.EMPTY);
        }
        ClassTable table = made.get(0).classes;
        long empty = GraphLayout.parseInstance(table).totalSize();
        for (int i = 0; i < REQUESTS * CLASSES; i++) {
            now += 5_000_000;
            String name = "www.site" + i % CLASSES + ".example";
            Objects.requireNonNull(pool.acquire(name)).close(Outcome.SUCCEEDED);
        }
        assertEquals(CLASSES, table.size());
        GraphLayout layout = GraphLayout.parseInstance(table);
        long perClass = (layout.totalSize() - empty) / CLASSES;
        assertTrue(perClass <= MAX_BYTES_PER_CLASS, () -> perClass + " bytes a class\n" + layout.toFootprint());
    }
}
