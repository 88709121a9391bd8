package org.resumelb.servlet;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long skills are remembered. Immutable.
 *
 * @param history number of requests that a score remembers
 * @param maxSkillAge number of requests after which an unused class is dropped
 */
record Memory(int history, long maxSkillAge) {

    static final int SKILL_AGE_IN_HISTORIES = 10;

    /**
     * This memory with some values replaced. If {@code history} is given and {@code maxSkillAge} is not, the latter
     * follows the former, as it does for init parameters. Other names are ignored.
     *
     * @throws IllegalArgumentException naming the setting, its value and the expected form
     */
    Memory with(Map<?, ?> settings) {
        long newHistory = whole(settings, "history", history, Integer.MAX_VALUE);
        long following = newHistory == history ? maxSkillAge : SKILL_AGE_IN_HISTORIES * newHistory;
        return new Memory((int) newHistory, whole(settings, "maxSkillAge", following, Long.MAX_VALUE));
    }

    private static long whole(Map<?, ?> settings, String name, long absent, long greatest) {
        @Nullable Object value = settings.get(name);
        if (value == null) {
            return absent;
        }
        if (value instanceof Number number
                && number.doubleValue() == Math.rint(number.doubleValue())
                && number.doubleValue() >= 1
                && number.doubleValue() <= greatest) {
            return number.longValue();
        }
        throw new IllegalArgumentException(
                name + ": " + value + " (expected: a whole number from 1 to " + greatest + ")");
    }
}
