package org.resumelb.jetty.proxy;

/** A request to a worker whose time runs only while the worker is to act. */
public interface PatientRequest {
    /** Whether the worker waits for the client: for more of the body, or until it has read what was answered so far. */
    boolean isHeldUpByClient();
}
