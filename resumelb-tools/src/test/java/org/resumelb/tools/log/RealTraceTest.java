package org.resumelb.tools.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RealTraceTest {
    @Test
    void clicksToGovernmentSitesAreAllUnderstood() throws IOException {
        try (AccessLogReader reader = AccessLogReader.open(Traces.file("usagov_hosts.access.log.gz"), "none")) {
            Set<String> hosts = new HashSet<>();
            long gets = 0;
            for (LogEntry entry = reader.next(); entry != null; entry = reader.next()) {
                hosts.add(entry.host());
                gets += entry.method().equals("GET") ? 1 : 0;
            }
            assertEquals(197_083, gets);
            assertEquals(0, reader.malformedLines());
            assertEquals(2_573, hosts.size());
        }
    }

    @Test
    void aBlogsLogWithBotsAndErrorsIsUnderstoodButForAFewLines() throws IOException {
        try (AccessLogReader reader = AccessLogReader.open(Traces.file("sparkblog.access.log.gz"), "blog.example")) {
            long gets = 0;
            for (LogEntry entry = reader.next(); entry != null; entry = reader.next()) {
                gets += entry.method().equals("GET") ? 1 : 0;
            }
            assertEquals(206_860, reader.lines());
            assertTrue(gets >= 98_878, "GETs: " + gets);
            assertTrue(reader.malformedLines() < 100, "malformed: " + reader.malformedLines());
        }
    }
}
