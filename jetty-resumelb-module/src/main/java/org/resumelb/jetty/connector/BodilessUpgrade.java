package org.resumelb.jetty.connector;

import java.util.Base64;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.util.component.ContainerLifeCycle;

/**
 * HTTP/2 without TLS, ignoring offers of an upgrade on which Jetty would fail: those of a request with a body, which it
 * takes for the first bytes of HTTP/2, and those without proper settings, to which it responds with an error. A server
 * may ignore any offer, and the request is then served over HTTP/1.1. Once an upgrade is ignored, nothing of it is left
 * in the request.
 */
final class BodilessUpgrade extends ContainerLifeCycle implements ConnectionFactory.Upgrading {
    private static final String H2C = "h2c";
    private static final int SETTING_BYTES = 6;

    private final ConnectionFactory.Upgrading upgrading;

    private BodilessUpgrade(ConnectionFactory.Upgrading upgrading) {
        this.upgrading = upgrading;
        addBean(upgrading);
    }

    /** Replaces HTTP/2 without TLS on a connector that is not started yet, if the connector has it. */
    static void guard(Connector connector) {
        if (connector instanceof AbstractConnector configurable
                && !configurable.isRunning()
                && !(configurable.getConnectionFactory(H2C) instanceof BodilessUpgrade)
                && configurable.getConnectionFactory(H2C) instanceof ConnectionFactory.Upgrading upgrading) {
            configurable.addConnectionFactory(new BodilessUpgrade(upgrading));
        }
    }

    @Override
    public String getProtocol() {
        return upgrading.getProtocol();
    }

    @Override
    public List<String> getProtocols() {
        return upgrading.getProtocols();
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
        return upgrading.newConnection(connector, endPoint);
    }

    @Override
    @SuppressWarnings("NullAway") // Null means that the upgrade is ignored.
    public Connection upgradeConnection(
            Connector connector, EndPoint endPoint, MetaData.Request request, HttpFields.Mutable answer) {
        HttpFields fields = request.getHttpFields();
        if (fields.size() == 0) {
            // The client knew beforehand: this is the preface of HTTP/2.
            return upgrading.upgradeConnection(connector, endPoint, request, answer);
        }
        if (request.getContentLength() > 0
                || fields.contains(HttpHeader.TRANSFER_ENCODING)
                || !areSettings(fields.getValuesList(HttpHeader.HTTP2_SETTINGS))) {
            return null;
        }
        MetaData.Request plain = new MetaData.Request(
                request.getBeginNanoTime(),
                request.getMethod(),
                request.getHttpURI(),
                request.getHttpVersion(),
                withoutOffer(fields),
                request.getContentLength());
        return upgrading.upgradeConnection(connector, endPoint, plain, answer);
    }

    /** The field must be present exactly once (RFC 7540, section 3.2.1). */
    private static boolean areSettings(List<String> encoded) {
        try {
            return encoded.size() == 1 && Base64.getUrlDecoder().decode(encoded.get(0)).length % SETTING_BYTES == 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static HttpFields withoutOffer(HttpFields fields) {
        HttpFields.Mutable plain = HttpFields.build();
        for (HttpField field : fields) {
            if (field.getHeader() != HttpHeader.CONNECTION && field.getHeader() != HttpHeader.UPGRADE) {
                plain.add(field);
            }
        }
        return plain;
    }
}
