package org.resumelb.discovery;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a worker is, which version of the application it declares, and how to talk to it. Immutable.
 *
 * @param scheme {@code http} or {@code https}
 * @param host name, in which underscores are allowed, or address; an IPv6 address in brackets
 * @param port TCP port
 * @param context path of the application, without a trailing slash; {@code ""} for the root
 * @param version version of the application; {@code null} if not declared
 * @param protocol protocol for requests to the worker
 */
public record WorkerAddress(
        String scheme,
        String host,
        int port,
        String context,
        @Nullable String version,
        WorkerProtocol protocol) {
    private static final String EXPECTED = "expected: http(s)://host:port[/context][;version=V][;protocol=P]";
    private static final Pattern AUTHORITY = Pattern.compile("(?<host>.+):(?<port>[0-9]{1,5})");

    /** Host names that {@link URI} rejects, although container networks use them. */
    private static final String UNDERSCORED =
            "[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?" + "(\\.[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?)*";

    private static final String VERSION = "version";
    private static final String PROTOCOL = "protocol";

    /** A worker that speaks HTTP/1.1. */
    public WorkerAddress(String scheme, String host, int port, String context, @Nullable String version) {
        this(scheme, host, port, context, version, WorkerProtocol.HTTP_1_1);
    }

    /**
     * Reads {@code http(s)://host:port[/context][;version=V][;protocol=P]}, where P is {@code http/1.1}, {@code h2c}
     * with http, or {@code h2} with https.
     *
     * @throws IllegalArgumentException if the text does not have this form; the message names both
     */
    public static WorkerAddress parse(String text) {
        String[] parts = text.split(";", -1);
        Map<String, String> parameters = new HashMap<>();
        for (int i = 1; i < parts.length; i++) {
            addParameter(text, parts[i].strip(), parameters);
        }
        URI uri = uri(text, parts[0].strip());
        String scheme = uri.getScheme();
        Matcher authority = AUTHORITY.matcher(Objects.requireNonNullElse(uri.getRawAuthority(), ""));
        if (!authority.matches()) {
            throw malformed(text);
        }
        String host = authority.group("host");
        int port = Integer.parseInt(authority.group("port"));
        boolean known = uri.getHost() != null || host.matches(UNDERSCORED);
        if (!known || port < 1 || port > 65535) {
            throw malformed(text);
        }
        String path = Objects.requireNonNullElse(uri.getRawPath(), "").replaceFirst("/+$", "");
        WorkerProtocol protocol = WorkerProtocol.named(parameters.getOrDefault(PROTOCOL, "http/1.1"), scheme)
                .orElseThrow(() -> malformed(text));
        return new WorkerAddress(scheme, host, port, path, parameters.get(VERSION), protocol);
    }

    private static URI uri(String text, String uriText) {
        try {
            URI uri = new URI(uriText);
            boolean plain = uri.getRawQuery() == null && uri.getRawFragment() == null && uri.getRawUserInfo() == null;
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (web && plain) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // As any other that is not of the form.
        }
        throw malformed(text);
    }

    private static void addParameter(String text, String parameter, Map<String, String> parameters) {
        int equals = parameter.indexOf('=');
        String name = equals < 0 ? "" : parameter.substring(0, equals);
        String value = parameter.substring(equals + 1);
        boolean known = name.equals(VERSION) || name.equals(PROTOCOL);
        boolean clean = !value.isEmpty() && value.chars().noneMatch(Character::isWhitespace);
        if (!known || !clean || parameters.put(name, value) != null) {
            throw malformed(text);
        }
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException(text + " (" + EXPECTED + ")");
    }

    /** The worker's name, {@code host:port}. */
    public String name() {
        return host + ":" + port;
    }

    /** The text that {@link #parse} turns back into this value. */
    public String text() {
        return scheme + "://" + name() + context
                + (version == null ? "" : ";version=" + version)
                + (protocol == WorkerProtocol.HTTP_1_1 ? "" : ";protocol=" + protocol.word());
    }
}
