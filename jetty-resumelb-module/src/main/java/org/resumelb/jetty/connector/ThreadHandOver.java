package org.resumelb.jetty.connector;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;

/**
 * Whether requests have to be handed over from the thread that reads them to one that may block. This is not necessary
 * if the server serves nothing but the load balancer, which never blocks. Jetty always hands over, since a blocking
 * handler might be added at any time.
 */
final class ThreadHandOver {
    private ThreadHandOver() {}

    /** Whether anything that a server currently serves may block. */
    static boolean isNeeded(Server server) {
        return mayBlock(server.getDefaultHandler())
                || server.getHandlers().stream().anyMatch(ThreadHandOver::mayBlock);
    }

    private static boolean mayBlock(@Nullable Handler handler) {
        if (handler instanceof Handler.Container container && !(handler instanceof ContextHandler)) {
            return container.getHandlers().stream().anyMatch(ThreadHandOver::mayBlock);
        }
        return handler != null && handler.getInvocationType() != Invocable.InvocationType.NON_BLOCKING;
    }
}
