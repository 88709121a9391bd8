package org.resumelb.servlet;

/** How a request ended, as far as this says something about the worker's skill. */
enum Outcome {
    /** Answered; its time counts as measured. */
    SERVED,

    /** Answered with a 5xx status, or broken by an exception. */
    FAILED,

    /** The response broke off while it was being sent, most often because the client left. */
    CUT_SHORT
}
