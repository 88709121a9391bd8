package org.resumelb.jetty.admin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The operators' secret. Programs send it as {@code Authorization: Bearer}; browsers, which ask their user, as the
 * password of any user name. Immutable; never reveals the secret.
 */
final class Token {
    /** The challenge sent to a caller without it. */
    static final String CHALLENGE =
            "Basic realm=\"resumelb: any user, the admin token as password\", charset=\"UTF-8\"";

    private final byte[] secret;

    Token(String secret) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Whether credentials, the value of {@code Authorization}, contain it; takes the same time whatever is wrong with
     * them.
     */
    boolean isShownBy(@Nullable String credentials) {
        return MessageDigest.isEqual(secret, shown(credentials == null ? "" : credentials.strip()));
    }

    private static byte[] shown(String credentials) {
        int space = credentials.indexOf(' ');
        String scheme = credentials.substring(0, Math.max(0, space)).toLowerCase(Locale.ROOT);
        String rest = credentials.substring(space + 1).strip();
        return switch (scheme) {
            case "bearer" -> rest.getBytes(StandardCharsets.UTF_8);
            case "basic" -> password(rest);
            default -> new byte[0];
        };
    }

    private static byte[] password(String base64) {
        try {
            String pair = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
            return pair.substring(pair.indexOf(':') + 1).getBytes(StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
