package org.resumelb.jetty.client;

import org.eclipse.jetty.client.EarlyHintsProtocolHandler;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpStatus;

/** Passes interim answers on to the client, such as 103 Early Hints, and waits for the answer itself. */
final class InterimRelay extends EarlyHintsProtocolHandler {
    @Override
    public String getName() {
        return "interim";
    }

    @Override
    public boolean accept(Request request, Response response) {
        int status = response.getStatus();
        boolean interim = HttpStatus.isInformational(status) && status != HttpStatus.SWITCHING_PROTOCOLS_101;
        if (interim && request instanceof UpstreamRequest upstream) {
            upstream.interimStatus(status);
        }
        return interim;
    }

    @Override
    protected void onEarlyHints(Request request, HttpFields headers) {
        if (request instanceof UpstreamRequest upstream) {
            upstream.interimAnswer(headers);
        }
    }
}
