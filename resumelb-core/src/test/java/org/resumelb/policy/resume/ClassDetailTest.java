package org.resumelb.policy.resume;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.resumelb.policy.resume.WorkerQueue.Repetition;
import org.resumelb.pool.ResumeSettings;

class ClassDetailTest {
    private final PoolMeans means = new PoolMeans(() -> ResumeSettings.DEFAULTS);
    private final ClassDetail detail = new ClassDetail(new ClassCosts(means));

    @Test
    void aForgottenClassIsNotCountedAgainWhenItsLastRequestsEnd() {
        requestsThatTakeTheSameTime();
        assertEquals(1, means.withoutGain());
        detail.forgotten();
        assertEquals(0, means.withoutGain());
        requestsThatTakeTheSameTime();
        assertEquals(0, means.withoutGain());
    }

    private void requestsThatTakeTheSameTime() {
        for (int i = 0; i < 50; i++) {
            detail.sawCold(1);
            detail.sawRepeated(Repetition.CONTENT, 1);
        }
    }
}
