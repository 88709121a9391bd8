package org.resumelb.jetty.admin;

import java.util.Comparator;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ServerConnector;

/**
 * If there are too many connections, closes the one that has been open longest, so that idle callers can neither use up
 * the process's file descriptors nor keep others out. Thread-safe.
 */
final class CallerBound implements Connection.Listener {
    private final ServerConnector connector;
    private final int most;

    CallerBound(ServerConnector connector, int most) {
        this.connector = connector;
        this.most = most;
    }

    @Override
    public void onOpened(Connection opened) {
        if (connector.getConnectedEndPoints().size() > most) {
            connector.getConnectedEndPoints().stream()
                    .filter(other -> other != opened.getEndPoint())
                    .min(Comparator.comparingLong(EndPoint::getCreatedTimeStamp))
                    .ifPresent(EndPoint::close);
        }
    }
}
