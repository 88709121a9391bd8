package org.resumelb.policy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resumelb.pool.EjectionSettings;
import org.resumelb.pool.Outcome;

/** A worker that answers 500 in no time looks like the fastest of all, and must not be taken for it. */
class QuickErrorsTest {
    private static final int SECONDS = 60;
    private static final double FAIR_SHARE = 1.0 / QuickErrorsStage.WORKERS;

    /** Nothing is ever left out here, so that only the choice counts. */
    @ParameterizedTest
    @CsvSource({
        // Where nobody else knows a class, the classic rules keep it where it is, however bad the score.
        "classic, 1.1",
        "resume, 0.5"
    })
    void itAttractsNoWork(String policy, double mostOfItsShare) {
        QuickErrorsStage stage = new QuickErrorsStage(policy, EjectionSettings.NONE);
        double before = shareServedByTheFirst(stage);
        stage.breakTheFirst();
        double after = shareServedByTheFirst(stage);
        System.out.printf("%s: share %.3f, %.3f with errors%n", policy, before, after);
        assertTrue(after < before * mostOfItsShare, policy + ": " + before + ", then " + after);
    }

    /** A server whose application never began: it has no résumé, and is quicker than all others. */
    @ParameterizedTest
    @CsvSource({"classic, NOT_FOUND", "classic, ERROR", "resume, NOT_FOUND", "resume, ERROR"})
    void fromTheStartItGetsNextToNothing(String policy, Outcome error) {
        QuickErrorsStage stage = new QuickErrorsStage(policy, new EjectionSettings(5, 10_000, 300_000));
        stage.breakTheFirst(error);
        double share = shareServedByTheFirst(stage);
        System.out.printf("%s, %s from the start: share %.4f%n", policy, error, share);
        assertTrue(share < 0.02, policy + ", " + error + ": " + share);
    }

    /** By being left out, if the policy does not avoid it so well that it never fails often in a row. */
    @ParameterizedTest
    @ValueSource(strings = {"classic", "resume"})
    void itLosesMostOfItsWork(String policy) {
        QuickErrorsStage stage = new QuickErrorsStage(policy, new EjectionSettings(5, 10_000, 300_000));
        double before = shareServedByTheFirst(stage);
        stage.breakTheFirst();
        double after = shareServedByTheFirst(stage);
        System.out.printf("%s, ejecting: share %.3f, %.3f with errors%n", policy, before, after);
        assertTrue(after < FAIR_SHARE / 4, policy + ": " + before + ", then " + after);
        boolean hardlyAsked = after < FAIR_SHARE / 10;
        assertTrue(hardlyAsked || stage.ejections() > 0, "it was never left out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "resume"})
    void onceMendedItGetsItsShareOfNewClasses(String policy) {
        QuickErrorsStage stage = new QuickErrorsStage(policy, new EjectionSettings(5, 10_000, 20_000));
        stage.run(SECONDS);
        stage.breakTheFirst();
        stage.run(SECONDS);
        stage.mendTheFirst();
        stage.run(SECONDS);
        stage.changeClasses();
        double after = shareServedByTheFirst(stage);
        System.out.printf("%s, mended: share of new classes %.3f%n", policy, after);
        assertTrue(after > FAIR_SHARE / 4, policy + ": " + after);
    }

    private static double shareServedByTheFirst(QuickErrorsStage stage) {
        stage.run(SECONDS);
        return stage.shareOfTheFirst();
    }
}
