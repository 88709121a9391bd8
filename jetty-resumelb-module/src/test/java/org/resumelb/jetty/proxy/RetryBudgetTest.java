package org.resumelb.jetty.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;

/** How many retries an outage may cause. */
class RetryBudgetTest {
    @Test
    void oneLostWorkersRequestsMayAllBeRetriedAtOnce() {
        RetryBudget budget = new RetryBudget(0.2);
        assertEquals(1_000, retries(budget, 5_000));
    }

    @Test
    void afterThatRetriesAreAShareOfRequests() {
        RetryBudget budget = new RetryBudget(0.25);
        retries(budget, 5_000);
        int allowed = 0;
        for (int i = 0; i < 400; i++) {
            budget.request();
            allowed += retries(budget, 1);
        }
        assertEquals(100, allowed);
    }

    @Test
    void aQuietTimeDoesNotSaveUpMoreThanTheBucketHolds() {
        RetryBudget budget = new RetryBudget(1);
        for (int i = 0; i < 10_000; i++) {
            budget.request();
        }
        assertEquals(1_000, retries(budget, 10_000));
    }

    @Test
    void aShareOfZeroAllowsNoRetry() {
        RetryBudget budget = new RetryBudget(0);
        budget.request();
        assertFalse(budget.tryRetry());
    }

    @Test
    void aShareOfOneAllowsOneRetryForEachRequest() {
        RetryBudget budget = new RetryBudget(1);
        retries(budget, 5_000);
        budget.request();
        assertEquals(1, retries(budget, 10));
    }

    private static int retries(RetryBudget budget, int tries) {
        int allowed = 0;
        for (int i = 0; i < tries; i++) {
            allowed += budget.tryRetry() ? 1 : 0;
        }
        return allowed;
    }
}
