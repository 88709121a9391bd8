package org.resumelb.discovery;

/**
 * Whether a discovery can tell who the workers are. While it cannot, the workers it told of last stay. Immutable.
 *
 * @param word one of {@link #OK}'s, {@link #AWAY} and {@link #UNREADABLE}
 * @param reason what is wrong, in words; empty when nothing is
 */
public record DiscoveryState(String word, String reason) {
    /** Where workers are told of cannot be reached. */
    public static final String AWAY = "away";

    /** It can be reached, but not be read. */
    public static final String UNREADABLE = "unreadable";

    /** All is well. */
    public static final DiscoveryState OK = new DiscoveryState("ok", "");
}
