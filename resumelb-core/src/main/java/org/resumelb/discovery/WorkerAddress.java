package org.resumelb.discovery;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a worker is, and which version of the application it says it runs. Immutable.
 *
 * @param scheme {@code http} or {@code https}
 * @param host name, which may have underscores, or address; an IPv6 address in brackets
 * @param port TCP port
 * @param context path below which the application is, without a trailing slash; {@code ""} for the root
 * @param version version of the application; {@code null} when not said
 */
public record WorkerAddress(
        String scheme,
        String host,
        int port,
        String context,
        @Nullable String version) {
    private static final String EXPECTED = "expected: http(s)://host:port[/context][;version=V]";
    private static final Pattern AUTHORITY = Pattern.compile("(?<host>.+):(?<port>[0-9]{1,5})");

    /** Names that {@link URI} takes for no host, though networks of containers have such. */
    private static final String UNDERSCORED =
            "[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?" + "(\\.[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?)*";

    private static final String VERSION = "version=";

    /**
     * Reads {@code http(s)://host:port[/context][;version=V]}.
     *
     * @throws IllegalArgumentException when the text is not of that form; the message names text and form
     */
    public static WorkerAddress parse(String text) {
        int semicolon = text.indexOf(';');
        String uri = semicolon < 0 ? text : text.substring(0, semicolon);
        @Nullable String version = semicolon < 0 ? null : version(text, text.substring(semicolon + 1));
        return parse(text, uri.strip(), version);
    }

    private static WorkerAddress parse(String text, String uriText, @Nullable String version) {
        URI uri = uri(text, uriText);
        String scheme = Objects.requireNonNullElse(uri.getScheme(), "");
        String path = Objects.requireNonNullElse(uri.getRawPath(), "");
        boolean plain = uri.getRawQuery() == null && uri.getRawFragment() == null && uri.getRawUserInfo() == null;
        boolean web = scheme.equals("http") || scheme.equals("https");
        Matcher authority = AUTHORITY.matcher(Objects.requireNonNullElse(uri.getRawAuthority(), ""));
        if (!web || !plain || !authority.matches()) {
            throw malformed(text);
        }
        String host = authority.group("host");
        int port = Integer.parseInt(authority.group("port"));
        boolean known = uri.getHost() != null || host.matches(UNDERSCORED);
        if (!known || port < 1 || port > 65535) {
            throw malformed(text);
        }
        return new WorkerAddress(scheme, host, port, path.replaceFirst("/+$", ""), version);
    }

    private static URI uri(String text, String uriText) {
        try {
            return new URI(uriText);
        } catch (URISyntaxException e) {
            throw malformed(text);
        }
    }

    private static String version(String text, String parameter) {
        String stripped = parameter.strip();
        String version = stripped.startsWith(VERSION) ? stripped.substring(VERSION.length()) : "";
        boolean clean = version.chars().noneMatch(c -> c == ';' || Character.isWhitespace(c));
        if (version.isEmpty() || !clean) {
            throw malformed(text);
        }
        return version;
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException(text + " (" + EXPECTED + ")");
    }

    /** The worker's name, {@code host:port}. */
    public String name() {
        return host + ":" + port;
    }
}
