package org.resumelb.jetty.proxy;

import org.eclipse.jetty.client.ContinueProtocolHandler;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/** Has a client's body read only when the worker has said 100 Continue. */
public final class ContinueRelay extends ContinueProtocolHandler {
    @Override
    public boolean accept(Request upstream, Response response) {
        // Other interim answers may come before the worker has said whether it wants the body.
        int status = response.getStatus();
        boolean decisive = status == HttpStatus.CONTINUE_100 || !HttpStatus.isInformational(status);
        return decisive && super.accept(upstream, response);
    }

    @Override
    protected @Nullable Runnable onContinue(Request upstream) {
        return upstream.getBody() instanceof LazyBody body ? body::allow : null;
    }
}
