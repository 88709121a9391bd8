package org.resumelb.jetty.connector;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.DefaultHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.junit.jupiter.api.Test;

class ThreadHandOverTest {
    private final Handler.Sequence handlers = new Handler.Sequence(of(InvocationType.NON_BLOCKING));
    private final Server server = new Server();

    ThreadHandOverTest() {
        server.setHandler(handlers);
        server.setDefaultHandler(new DefaultHandler());
    }

    private static Handler of(InvocationType type) {
        return new Handler.Abstract(type) {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                return false;
            }
        };
    }

    @Test
    void whereNothingBlocksRequestsStayInTheirThread() {
        assertFalse(ThreadHandOver.isNeeded(server));
    }

    @Test
    void besideOneThatBlocksAllAreHandedOver() {
        handlers.addHandler(of(InvocationType.BLOCKING));
        assertTrue(ThreadHandOver.isNeeded(server));
    }

    @Test
    void theOneForWhatNobodyServesCountsToo() {
        server.setDefaultHandler(of(InvocationType.BLOCKING));
        assertTrue(ThreadHandOver.isNeeded(server));
    }
}
