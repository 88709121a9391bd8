package org.resumelb.jetty.admin;

/** A worker was not drained because no other one serves. */
public final class LastWorkerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LastWorkerException(String worker) {
        super("worker: " + worker + " is the only one that serves, and is not drained (expected: another that serves)");
    }
}
