package org.resumelb.pool;

/** Which workers may get a request. Valid during the call it is passed to. */
@FunctionalInterface
public interface Candidates {
    /** Any worker may. */
    Candidates ALL = worker -> true;

    boolean admits(Worker worker);
}
