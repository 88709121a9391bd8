package org.resumelb.pool;

/** Which workers may get a request. Valid only during the call to which it is passed. */
@FunctionalInterface
public interface Candidates {
    /** Admits every worker. */
    Candidates ALL = worker -> true;

    boolean admits(Worker worker);
}
