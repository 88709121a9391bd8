package org.resumelb.jetty.admin;

import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.HostPort;
import org.jspecify.annotations.Nullable;
import org.resumelb.jetty.settings.Settings;
import org.resumelb.text.Excerpt;

/**
 * Who may do what on the admin connector: pages of other sites may do nothing, and callers without the token may change
 * nothing. Health is open to everybody and not checked here. Immutable.
 */
final class AccessRules {
    /** How a browser marks requests from our own page, or typed by the user. */
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    private final CallerHosts hosts;
    private final @Nullable Token token;
    private final boolean readOnly;
    private final boolean hidden;

    AccessRules(Settings.Admin settings) {
        hosts = new CallerHosts(settings);
        String secret = settings.token();
        token = secret == null ? null : new Token(secret);
        readOnly = settings.readOnly();
        hidden = token != null && !settings.isLoopback();
    }

    /** Why a request is refused; {@code null} if it is not. */
    @Nullable
    Answer refusal(Request request, boolean isForAll) {
        HttpFields headers = request.getHeaders();
        boolean reads = HttpMethod.GET.is(request.getMethod()) || HttpMethod.HEAD.is(request.getMethod());
        String host = host(headers.get(HttpHeader.HOST));
        if (host != null && !hosts.admit(host, request.getConnectionMetaData().getLocalSocketAddress())) {
            return forbidden("Host: " + Excerpt.of(host)
                    + " (expected: the address of this connector, localhost, or a name in resumelb.admin.hosts)");
        }
        if (reads ? isDrawnByOthers(headers) : isSentByOthers(headers, host)) {
            return forbidden("this is not for pages of other origins");
        }
        if (!reads && readOnly) {
            return forbidden("resumelb.admin.readOnly is true: nothing can be changed here");
        }
        boolean open = reads && (isForAll || !hidden);
        return open || token == null || token.isShownBy(headers.get(HttpHeader.AUTHORIZATION)) ? null : unauthorized();
    }

    /** The host in lower case, without port and brackets; {@code null} if there is none, as without a browser. */
    private static @Nullable String host(@Nullable String field) {
        if (field == null || field.isEmpty()) {
            return null;
        }
        try {
            String host = new HostPort(field).getHost().toLowerCase(Locale.ROOT);
            return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        } catch (RuntimeException e) {
            return field;
        }
    }

    /** Whether another site's page makes the browser fetch this; following a link to a page does not count. */
    private static boolean isDrawnByOthers(HttpFields headers) {
        return isOfAnotherSite(headers) && !"navigate".equals(headers.get("Sec-Fetch-Mode"));
    }

    private static boolean isOfAnotherSite(HttpFields headers) {
        String site = headers.get("Sec-Fetch-Site");
        return site != null && !OWN_SITES.contains(site);
    }

    private boolean isSentByOthers(HttpFields headers, @Nullable String host) {
        String origin = headers.get(HttpHeader.ORIGIN);
        if (isOfAnotherSite(headers)) {
            return true;
        }
        // A browser that says so itself is right, also where a proxy with TLS in front changed scheme or host.
        if (origin == null || headers.contains("Sec-Fetch-Site")) {
            return false;
        }
        String authority = headers.get(HttpHeader.HOST);
        boolean same = origin.equalsIgnoreCase("http://" + authority)
                || (host != null && hosts.lists(host) && origin.equalsIgnoreCase("https://" + authority));
        return !same;
    }

    private static Answer forbidden(String message) {
        return Answer.error(HttpStatus.FORBIDDEN_403, message);
    }

    private static Answer unauthorized() {
        return Answer.error(
                        HttpStatus.UNAUTHORIZED_401,
                        "no token, or a wrong one (expected: that of resumelb.admin.tokenFile)")
                .with("WWW-Authenticate", Token.CHALLENGE);
    }
}
