package org.resumelb.discovery;

/**
 * Whether a discovery source currently knows who the workers are. While it does not, the workers that it last reported
 * stay. Immutable.
 *
 * @param word {@code ok}, {@link #AWAY} or {@link #UNREADABLE}
 * @param reason what is wrong, in words; empty when nothing is
 */
public record DiscoveryState(String word, String reason) {
    /** The source cannot be reached. */
    public static final String AWAY = "away";

    /** The source can be reached but not read. */
    public static final String UNREADABLE = "unreadable";

    /** All is well. */
    public static final DiscoveryState OK = new DiscoveryState("ok", "");
}
