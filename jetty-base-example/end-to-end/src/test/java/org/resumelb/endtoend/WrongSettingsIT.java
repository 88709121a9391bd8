package org.resumelb.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.resumelb.endtoend.toolkit.JettyProcess;
import org.resumelb.endtoend.toolkit.Processes;

/** A senseless value stops the start with one line. */
class WrongSettingsIT {
    @RegisterExtension
    static final Processes PROCESSES = new Processes();

    private static JettyProcess balancer;

    @BeforeAll
    static void install() {
        balancer = PROCESSES.loadBalancer("wrong-settings").process();
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(delimiter = '|', textBlock = """
                    resumelb.variance          | much
                    resumelb.workers           | localhost:8081
                    resumelb.policy            | random
                    resumelb.classifier        | etc/absent.xml
                    resumelb.tokenFile         | etc/absent.txt
                    resumelb.admin.port        | 70000
                    """)
    void aSenselessValueStopsTheStartWithOneLine(String property, String value) throws Exception {
        int exitCode = balancer.run(List.of(property + "=" + value));

        assertNotEquals(0, exitCode);
        String log = balancer.log();
        List<String> lines =
                log.lines().filter(line -> line.contains("resumelb.")).toList();
        assertEquals(1, lines.size(), log);
        String line = lines.get(0);
        assertTrue(line.contains(property) && line.contains(value) && line.contains("expected"), line);
        assertFalse(log.contains("\tat "), "a stack trace");
    }
}
