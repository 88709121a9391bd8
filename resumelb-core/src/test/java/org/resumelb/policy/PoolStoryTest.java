package org.resumelb.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * The story of the pool, told in {@code story/pool.txt}: prose, with commands (indented, after {@code >}) and below
 * each what it prints. The test plays the commands and expects the same text again.
 */
class PoolStoryTest {
    private static final String INDENT = "    ";
    private static final String COMMAND = INDENT + "> ";

    @Test
    void theStoryIsTrue() throws IOException {
        String story = story();
        assertEquals(story, retold(story));
    }

    @Test
    void aStoryThatIsNotTrueIsNoticed() throws IOException {
        String lie = story().replaceFirst("> request sports\\n    \\w+", "> request sports\n    nobody at all");
        assertFalse(lie.equals(retold(lie)));
    }

    private static String story() throws IOException {
        try (InputStream in = Objects.requireNonNull(PoolStoryTest.class.getResourceAsStream("/story/pool.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The story with all output replaced by what the commands really print. */
    private static String retold(String story) {
        PoolStage stage = new PoolStage();
        StringBuilder retold = new StringBuilder();
        for (String line : story.lines().toList()) {
            if (line.startsWith(COMMAND)) {
                retold.append(line).append('\n');
                String command = line.substring(COMMAND.length());
                stage.play(List.of(command.split(" +")))
                        .forEach(output -> retold.append(INDENT).append(output).append('\n'));
            } else if (!line.startsWith(INDENT)) {
                retold.append(line).append('\n');
            }
        }
        return retold.toString();
    }
}
