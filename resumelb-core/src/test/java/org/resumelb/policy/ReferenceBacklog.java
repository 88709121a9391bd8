package org.resumelb.policy;

/** A backlog in the reference, with its mean over events that decay. */
final class ReferenceBacklog {
    int count;
    double dbacklog;
    double nbacklog;
    double mean;

    void change(int by, double decay) {
        count += by;
        dbacklog = dbacklog * decay + count;
        nbacklog = nbacklog * decay + 1;
        mean = dbacklog / nbacklog;
    }
}
