package org.resumelb.policy.resume;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.resumelb.pool.ResumeSettings;

class ClassCostsTest {
    private final PoolMeans pool = new PoolMeans(() -> ResumeSettings.DEFAULTS);

    /** As long as no first request was seen, nothing says that a worker without the class would be better. */
    @Test
    void aWorkerThatWasNotTriedLosesNoLessThanThoseThatServe() {
        ClassCosts costs = new ClassCosts(pool);
        costs.reported(60, Double.NaN);
        assertEquals(40, costs.coldMillis(), 0.1, "two thirds of the mean");
        assertEquals(40, costs.setupMillis(), 0.1);
    }

    @Test
    void oneFirstRequestIsBetterThanAGuess() {
        ClassCosts costs = new ClassCosts(pool);
        costs.reported(60, Double.NaN);
        costs.sawCold(5);
        ClassCosts others = new ClassCosts(pool);
        others.reported(60, Double.NaN);
        assertEquals(5, costs.coldMillis());
        assertEquals(5, others.coldMillis());
    }
}
