package org.resumelb.jetty.proxy;

import org.eclipse.jetty.client.ContinueProtocolHandler;
import org.eclipse.jetty.client.Request;
import org.jspecify.annotations.Nullable;

/** Has a client's body read only when the worker has said 100 Continue. */
public final class ContinueRelay extends ContinueProtocolHandler {
    @Override
    protected @Nullable Runnable onContinue(Request upstream) {
        return upstream.getBody() instanceof LazyBody body ? body::allow : null;
    }
}
