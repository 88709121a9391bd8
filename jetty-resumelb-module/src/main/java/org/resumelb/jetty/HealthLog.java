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
                        "Worker {} is left out for {} ms ({} in a row): {}",
                        change.worker(),
                        change.millis(),
                        change.ejections(),
                        change.reason());
            case RETURNED -> LOG.info("Worker {} is tried again: {}", change.worker(), change.reason());
            case KEPT ->
                LOG.warn(
                        "Worker {} is failing but keeps serving, since half of the workers are left out: {}",
                        change.worker(),
                        change.reason());
        }
    }
}
