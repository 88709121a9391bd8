package org.resumelb.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The files of {@code contrib} are right, as far as what is installed here can tell. */
@Timeout(300)
class ContributedFilesIT {
    @Test
    void theFilesPassTheirOwnCheck() throws Exception {
        Process check = new ProcessBuilder(
                        Path.of("../../contrib/check").toRealPath().toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(check.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, check.waitFor(), said);
    }
}
