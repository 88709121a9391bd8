package org.resumelb.settings;

import java.util.Locale;

/**
 * What a setting is now, and who said so. Immutable.
 *
 * @param value a number, a truth value or a text; of a secret, not the secret
 */
public record SettingInForce(Setting<?> setting, Object value, Origin origin) {
    /** What is shown of a secret that is there. */
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

        /** Of the command line or an ini file. */
        PROPERTY,

        /** Of the settings that load balancers share. */
        ZOOKEEPER,

        /** Set on this load balancer while it served. */
        JMX;

        /** The word that pages and logs use. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
