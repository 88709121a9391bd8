package org.resumelb.jetty.proxy.headers;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpScheme;
import org.eclipse.jetty.http.HttpTokens;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds requests that no worker may see, before anything else is done with them: malformed ones, most of which HTTP/1.1
 * has no words for and Jetty therefore lets through from HTTP/2 only, and those that this load balancer sent itself.
 * Thread-safe.
 */
public final class HeadCheck {
    public static final int PASSED = 0;

    private static final Logger LOG = LoggerFactory.getLogger(HeadCheck.class);
    private static final int SC_LOOP_DETECTED = 508;

    /** RFC 9113, section 8.2.2. Jetty refuses {@code Connection} and {@code TE} itself. */
    private static final EnumSet<HttpHeader> NOT_OVER_HTTP2 = EnumSet.of(
            HttpHeader.KEEP_ALIVE, HttpHeader.PROXY_CONNECTION, HttpHeader.TRANSFER_ENCODING, HttpHeader.UPGRADE);

    private final String viaName;
    private final AtomicBoolean loopSaid = new AtomicBoolean();

    /** Makes a check that knows this load balancer's own name in {@code Via}. */
    public HeadCheck(String viaName) {
        this.viaName = viaName;
    }

    /** The status with which to refuse a request, or {@link #PASSED}. */
    public int judge(HttpServletRequest request) {
        ServletContextRequest head = ServletContextRequest.getServletContextRequest(request);
        HttpFields fields = head.getHeaders();
        if (isLoop(fields)) {
            sayLoop(request);
            return SC_LOOP_DETECTED;
        }
        boolean http2 = head.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_2;
        if (!isWeb(head.getHttpURI()) || !isHost(UpstreamHeaders.host(request), http2)) {
            return HttpServletResponse.SC_BAD_REQUEST;
        }
        if (!isToken(head.getMethod()) || (http2 && (hasFieldsOfConnection(fields) || !Framing.hasOneLength(fields)))) {
            return HttpServletResponse.SC_BAD_REQUEST;
        }
        // RFC 9112, section 6.1: what is coded in a way that we cannot undo is not for us.
        boolean unknown = WebSocketHandshake.isForeignConnect(request) || Framing.isCoded(fields);
        return unknown ? HttpServletResponse.SC_NOT_IMPLEMENTED : PASSED;
    }

    /** An address of IPv6 has brackets around it, so that a port, which is a number, can be told from it (RFC 3986, 3.2). */
    private static boolean isHost(@Nullable String host, boolean required) {
        if (host == null) {
            return !required;
        }
        int colon = host.indexOf(':', host.startsWith("[") ? host.indexOf(']') : 0);
        for (int i = colon + 1; colon >= 0 && i < host.length(); i++) {
            if (host.charAt(i) < '0' || host.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static boolean isWeb(HttpURI uri) {
        String scheme = uri.getScheme();
        return scheme == null || HttpScheme.HTTP.is(scheme) || HttpScheme.HTTPS.is(scheme);
    }

    /** RFC 9110, section 9.1. */
    private static boolean isToken(String method) {
        if (HttpMethod.fromString(method) != null) {
            return true;
        }
        for (int i = 0; i < method.length(); i++) {
            HttpTokens.Token token = method.charAt(i) < 0x80 ? HttpTokens.getToken(method.charAt(i)) : null;
            if (token == null || !token.isRfc2616Token()) {
                return false;
            }
        }
        return !method.isEmpty();
    }

    private static boolean hasFieldsOfConnection(HttpFields fields) {
        for (HttpField field : fields) {
            HttpHeader header = field.getHeader();
            if (header != null && NOT_OVER_HTTP2.contains(header)) {
                return true;
            }
        }
        return false;
    }

    private boolean isLoop(HttpFields fields) {
        if (!fields.contains(HttpHeader.VIA)) {
            return false;
        }
        for (HttpField field : fields) {
            String value = field.getHeader() == HttpHeader.VIA ? field.getValue() : null;
            if (value != null && value.contains(viaName)) {
                return true;
            }
        }
        return false;
    }

    private void sayLoop(HttpServletRequest request) {
        if (loopSaid.compareAndSet(false, true)) {
            LOG.warn(
                    "A request came back to this load balancer, from {}: one of the workers is its own address, or sends"
                            + " requests there. Such requests get 508; this is said once",
                    Peer.of(request).address());
        }
    }
}
