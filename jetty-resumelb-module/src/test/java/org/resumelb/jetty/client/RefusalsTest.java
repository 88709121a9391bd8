package org.resumelb.jetty.client;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.eclipse.jetty.client.RetryableRequestException;
import org.eclipse.jetty.http2.RetryableStreamException;
import org.junit.jupiter.api.Test;

/** In which words Jetty says that a worker of HTTP/2 has not begun with a request. */
class RefusalsTest {
    @Test
    void whatComesBehindTheEndOfAConnectionWasNotProcessed() {
        assertTrue(Refusals.isUnprocessed(new IllegalStateException("session closed")));
        assertTrue(Refusals.isUnprocessed(new RetryableStreamException()));
        assertTrue(Refusals.isUnprocessed(new RetryableRequestException(new RetryableStreamException())));
        assertTrue(Refusals.isUnprocessed(new IOException("refused_stream_error")));
    }

    @Test
    void otherFailuresSayNothing() {
        assertFalse(Refusals.isUnprocessed(null));
        assertFalse(Refusals.isUnprocessed(new IllegalStateException("something else")));
        assertFalse(Refusals.isUnprocessed(new IOException("session closed")));
    }
}
