package org.resumelb.jetty.siege;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Something that a hostile client does, again and again until it is over. */
interface Attack {
    /** Does it once more, which ends soon when it is over; whatever the other side does to it is no failure. */
    void strike(int port, BooleanSupplier over) throws IOException;

    /** Waits for a moment. */
    static void pause(int millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    /** A thread that strikes until it is over. */
    default Thread thread(String name, int port, BooleanSupplier over) {
        return new Thread(
                () -> {
                    while (!over.getAsBoolean()) {
                        try {
                            strike(port, over);
                        } catch (IOException e) {
                            pause(20);
                        }
                    }
                },
                name);
    }
}
