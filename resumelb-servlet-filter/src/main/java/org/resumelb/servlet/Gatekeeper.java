package org.resumelb.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may use the management path: a client that shows the token or, if no token is set, a client on this
 * machine itself, and then only to look. Two kinds of requests come from a loopback address but not from this machine.
 * Those that a local proxy passes on are recognised by their headers; those that a browser sends for a foreign page
 * whose name was made to resolve to this machine are recognised by their host. Thread-safe.
 */
final class Gatekeeper {

    private static final Pattern IPV4_LOOPBACK = Pattern.compile("127(\\.(\\d{1,2}|1\\d\\d|2[0-4]\\d|25[0-5])){3}");
    private static final Pattern IPV6 = Pattern.compile("\\[?([0-9A-Fa-f.]*:[0-9A-Fa-f:.]*)(%[^\\]]*)?\\]?");
    private static final String SCHEME = "Bearer ";
    private static final List<String> MARKS_OF_PROXIES = List.of(
            RequestMeter.CLASS_HEADER,
            "Via",
            "Forwarded",
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "X-Forwarded-Proto",
            "X-Real-IP");

    private static final System.Logger LOGGER = System.getLogger(Gatekeeper.class.getName());

    private final byte @Nullable [] tokenDigest;
    private final AtomicBoolean said = new AtomicBoolean();

    Gatekeeper(@Nullable String token) {
        this.tokenDigest = token == null ? null : digest(token);
    }

    /**
     * Lets the request pass, or responds with 401 (token missing or wrong) or 403 (no token is set and the client is
     * elsewhere).
     */
    boolean admits(HttpServletRequest request, HttpServletResponse response) {
        byte[] expected = tokenDigest;
        if (expected == null) {
            boolean local = isLoopback(request.getRemoteAddr())
                    && isLoopbackHost(request.getServerName())
                    && !request.getMethod().equals("DELETE")
                    && MARKS_OF_PROXIES.stream().allMatch(name -> request.getHeader(name) == null);
            response.setStatus(local ? HttpServletResponse.SC_OK : HttpServletResponse.SC_FORBIDDEN);
            if (!local) {
                say(request, "without init-param token or tokenFile only this machine is answered");
            }
            return local;
        }
        if (MessageDigest.isEqual(expected, digest(shownToken(request)))) {
            return true;
        }
        say(request, "it does not show the token of this worker; compare resumelb.tokenFile of the load balancer");
        response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        response.setHeader("WWW-Authenticate", "Bearer");
        return false;
    }

    /** Logs the first refusal only: usually the configuration is wrong, and later refusals say nothing new. */
    private void say(HttpServletRequest request, String why) {
        if (!said.getAndSet(true)) {
            LOGGER.log(
                    Level.WARNING,
                    "A request for the résumé from {0} is refused: {1}. Further refusals are not logged.",
                    request.getRemoteAddr(),
                    why);
        }
    }

    private static String shownToken(HttpServletRequest request) {
        String shown = request.getHeader("Authorization");
        boolean bearer = shown != null && shown.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        return bearer && shown != null ? shown.substring(SCHEME.length()).trim() : "";
    }

    /** Compares digests of equal length, so that the time taken does not even reveal the length of the secret. */
    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("a JDK without SHA-256", e);
        }
    }

    /** Whether a client addressed this machine by a name that no other machine can have. */
    static boolean isLoopbackHost(@Nullable String host) {
        return "localhost".equalsIgnoreCase(host) || isLoopback(host);
    }

    /** Accepts only numeric addresses: a name would have to be looked up, and the answer might be a lie. */
    static boolean isLoopback(@Nullable String address) {
        String given = address == null ? "" : address;
        if (IPV4_LOOPBACK.matcher(given).matches()) {
            return true;
        }
        var matcher = IPV6.matcher(given);
        if (!matcher.matches()) {
            return false;
        }
        try {
            // With a colon in it, it is never looked up.
            return InetAddress.getByName(matcher.group(1)).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
