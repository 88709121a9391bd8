package org.resumelb.jetty.proxy;

import org.eclipse.jetty.client.ContinueProtocolHandler;
import org.eclipse.jetty.client.Request;
import org.jspecify.annotations.Nullable;

/** Reads a client's body only when the worker has said 100 Continue, which then goes to the client. */
public final class ContinueRelay extends ContinueProtocolHandler {
    private static final String ACTION = ContinueRelay.class.getName();

    static void onContinue(Request upstream, Runnable action) {
        upstream.attribute(ACTION, action);
    }

    @Override
    protected @Nullable Runnable onContinue(Request upstream) {
        return (Runnable) upstream.getAttributes().get(ACTION);
    }
}
