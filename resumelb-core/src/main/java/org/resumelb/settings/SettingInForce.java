package org.resumelb.settings;

import java.util.Locale;

/**
 * The current value of a setting, and where it comes from. Immutable.
 *
 * @param value a number, a boolean or a text; for a secret, not the secret itself
 */
public record SettingInForce(Setting<?> setting, Object value, Origin origin) {
    /** Shown in place of a secret. */
    private static final String MASK = "***";

    public SettingInForce {
        if (setting.kind().isSecret() && !value.toString().isEmpty()) {
            value = MASK;
        }
    }

    /** One line for people: property, value and origin. */
    @Override
    public String toString() {
        return setting.property() + "=" + value + "  (" + origin.word() + ")";
    }

    /** Where a value comes from. */
    public enum Origin {
        DEFAULT,

        /** The command line or an ini file. */
        PROPERTY,

        /** The settings that load balancers share in ZooKeeper. */
        ZOOKEEPER,

        /** Set on this load balancer while it served. */
        JMX;

        /** The word used in pages and logs. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
