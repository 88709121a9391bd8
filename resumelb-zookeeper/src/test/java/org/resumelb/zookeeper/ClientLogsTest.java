package org.resumelb.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.eclipse.jetty.logging.JettyLevel;
import org.eclipse.jetty.logging.JettyLogger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ClientLogsTest {
    private final JettyLogger attempts = (JettyLogger) LoggerFactory.getLogger("org.apache.zookeeper.ClientCnxn");
    private final JettyLevel before = attempts.getLevel();

    @BeforeEach
    void attemptsAreToldByDefault() {
        attempts.setLevel(JettyLevel.INFO);
    }

    @AfterEach
    void restore() {
        attempts.setLevel(before);
    }

    @Test
    void attemptsToConnectAreNotToldButErrorsAre() {
        ClientLogs.quieten();
        assertFalse(attempts.isWarnEnabled());
        assertTrue(attempts.isErrorEnabled());
    }

    @Test
    void whoeverWantsToHearAllDoes() {
        attempts.setLevel(JettyLevel.DEBUG);
        ClientLogs.quieten();
        assertEquals(JettyLevel.DEBUG, attempts.getLevel());
    }

    @Test
    void whatIsOffStaysOff() {
        attempts.setLevel(JettyLevel.OFF);
        ClientLogs.quieten();
        assertEquals(JettyLevel.OFF, attempts.getLevel());
    }
}
