package org.resumelb.jetty;

import org.resumelb.pool.HealthChange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs one line for each worker that is ejected for its failures, or tried again. */
final class HealthLog {
    private static final Logger LOG = LoggerFactory.getLogger(HealthLog.class);

    private HealthLog() {}

    static void log(HealthChange change) {
        switch (change.kind()) {
            case EJECTED ->
                LOG.warn(
                        "Worker {} is left out for {} ms ({} in succession): {}",
                        change.worker(),
                        change.millis(),
                        change.ejections(),
                        change.reason());
            case RETURNED -> LOG.info("Worker {} is tried again: {}", change.worker(), change.reason());
            case KEPT ->
                LOG.warn(
                        "Worker {} fails and serves all the same, since half of the workers are left out: {}",
                        change.worker(),
                        change.reason());
        }
    }
}
