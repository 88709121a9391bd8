package org.resumelb.jetty.client;

/** A request to a worker whose time runs only while the worker is to act. */
interface PatientRequest {
    /** Whether the worker waits for the client: for more of the body, or until it has read what was answered so far. */
    boolean isHeldUpByClient();
}
