package org.resumelb.demo.process;

/**
 * Which servers there are, and how they meet.
 *
 * @param workers number of workers
 * @param balancers number of load balancers; several count each other, so they need ZooKeeper
 * @param zookeeper whether workers take any free port and are found through ZooKeeper, instead of being named
 */
public record Layout(int workers, int balancers, boolean zookeeper) {
    /** Checks the numbers. */
    public Layout {
        if (workers < 1 || balancers < 1) {
            throw new IllegalArgumentException(
                    workers + " workers, " + balancers + " load balancers (expected: 1 or more of each)");
        }
        if (balancers > 1 && !zookeeper) {
            throw new IllegalArgumentException(balancers + " load balancers (expected: with ZooKeeper)");
        }
    }
}
