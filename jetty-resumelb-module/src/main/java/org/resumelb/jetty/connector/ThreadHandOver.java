package org.resumelb.jetty.connector;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;

/**
 * Whether requests have to be handed over from the thread that reads them to one that may block. Not where the load
 * balancer, which never blocks, is all that a server serves. Jetty's own answer would be that a handler that blocks
 * might be added at any time.
 */
final class ThreadHandOver {
    private ThreadHandOver() {}

    /** Whether something that a server serves at present may block. */
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
