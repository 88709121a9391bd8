package org.resumelb.jetty.proxy;

import java.util.Random;
import org.resumelb.jetty.proxy.ChaosWorker.Deed;

/** Chooses by chance, which is seeded, what a worker does with a request. Thread-safe. */
final class ChaosChance {
    private static final Deed[] FAULTS = {
        Deed.RESET,
        Deed.RESET,
        Deed.RESET,
        Deed.RESET_IN_HEADERS,
        Deed.CUT_BODY,
        Deed.GARBAGE,
        Deed.ERROR,
        Deed.UNAVAILABLE,
        Deed.UNAVAILABLE
    };

    private final int faultsInThousand;

    /** Guarded by this. */
    private final Random random;

    ChaosChance(long seed, int faultsInThousand) {
        this.random = new Random(seed);
        this.faultsInThousand = faultsInThousand;
    }

    synchronized Deed deed() {
        if (random.nextInt(1_000) >= faultsInThousand) {
            return random.nextInt(50) == 0 ? Deed.TRICKLE : Deed.ANSWER;
        }
        return random.nextInt(40) == 0 ? Deed.HANG : FAULTS[random.nextInt(FAULTS.length)];
    }
}
