package org.resumelb.servlet;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The name of a request class as sent in a header: percent-encoded UTF-8. */
final class ClassName {

    /** The maximum length, in characters, of a name that gets a skill. */
    static final int LONGEST = 512;

    /**
     * The maximum encoded length of a name within {@link #LONGEST}: three bytes for each character, three characters
     * for each byte.
     */
    private static final int LONGEST_ENCODED = LONGEST * 9;

    private static final String HEX = "0123456789ABCDEF";
    private static final String UNRESERVED_MARKS = "-._~";

    private ClassName() {}

    /**
     * Decodes strictly: returns null unless the text consists of complete escapes, visible ASCII and valid UTF-8, and
     * if the name is too long.
     */
    static @Nullable String decode(String encoded) {
        if (encoded.length() > LONGEST_ENCODED) {
            return null;
        }
        ByteBuffer bytes = ByteBuffer.allocate(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            int octet = c == '%' ? escaped(encoded, i) : c;
            if (octet < 0 || c <= ' ' || c > '~') {
                return null;
            }
            i += c == '%' ? 2 : 0;
            bytes.put((byte) octet);
        }
        return decode(bytes.flip());
    }

    private static int escaped(String encoded, int percent) {
        if (percent + 2 >= encoded.length()) {
            return -1;
        }
        int high = HEX.indexOf(Character.toUpperCase(encoded.charAt(percent + 1)));
        int low = HEX.indexOf(Character.toUpperCase(encoded.charAt(percent + 2)));
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }

    private static @Nullable String decode(ByteBuffer utf8) {
        try {
            String name = StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
            return name.length() > LONGEST ? null : name;
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** The inverse of {@link #decode}; escapes everything except letters, digits and {@code -._~}. */
    static String encode(String name) {
        StringBuilder encoded = new StringBuilder(name.length() + 16);
        for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
            if (isUnreserved((char) octet)) {
                encoded.append((char) octet);
            } else {
                encoded.append('%').append(HEX.charAt((octet >> 4) & 0xF)).append(HEX.charAt(octet & 0xF));
            }
        }
        return encoded.toString();
    }

    private static boolean isUnreserved(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || UNRESERVED_MARKS.indexOf(c) >= 0;
    }
}
