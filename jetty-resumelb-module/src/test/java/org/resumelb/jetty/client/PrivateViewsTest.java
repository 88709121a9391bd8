package org.resumelb.jetty.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.util.BufferUtil;
import org.junit.jupiter.api.Test;
import org.resumelb.jetty.settings.Settings;

/** What becomes of a buffer that a client gave back while it was still parsing. */
class PrivateViewsTest {
    private static final Settings.Upstream SETTINGS =
            new Settings.Upstream(3, 30_000, 30_000, 30_000, new Settings.Tls(null, null, true));
    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n";
    private static final String PIPELINED = "GET /next HTTP/1.1\r\nHost: site.example\r\n\r\n";

    private final CompletableFuture<RetainableByteBuffer> others = new CompletableFuture<>();

    @Test
    void aResumeStreamThatIsAbortedDoesNotEmptyTheBufferThatItsHeadersCameInAndThatSomebodyElseHasNow()
            throws Exception {
        abortWhileParsing(Clients.resumes(SETTINGS));
        assertEquals(PIPELINED, textInTheOthersBuffer());
    }

    private void abortWhileParsing(HttpClient client) throws Exception {
        client.start();
        try (ServerSocket worker = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Throwable> failure = new CompletableFuture<>();
            client.newRequest("http://127.0.0.1:" + worker.getLocalPort())
                    .onResponseContentSource((response, content) -> passOnAndAbort(client, response, content))
                    .send(result -> failure.complete(result.getFailure()));
            try (Socket socket = worker.accept()) {
                assertTrue(socket.getInputStream().read() > 0, "the request comes");
                socket.getOutputStream().write(HEAD.getBytes(US_ASCII));
                assertNotNull(failure.get(30, TimeUnit.SECONDS));
            }
        } finally {
            // Waits for the thread that is still parsing.
            client.stop();
        }
    }

    private String textInTheOthersBuffer() throws Exception {
        return BufferUtil.toString(others.get(30, TimeUnit.SECONDS).getByteBuffer(), US_ASCII);
    }

    /** In the midst of the client's parsing: has it return its buffer, gets that for another use, ends the exchange. */
    private void passOnAndAbort(HttpClient client, Response response, Content.Source content) {
        try {
            assertNull(content.read(), "there is nothing but headers");
            RetainableByteBuffer.Mutable buffer = client.getByteBufferPool()
                    .acquire(client.getResponseBufferSize(), client.isUseInputDirectByteBuffers());
            assertTrue(memory(buffer).startsWith(HEAD), "the client's buffer is in the pool again");
            BufferUtil.append(buffer.getByteBuffer(), PIPELINED.getBytes(US_ASCII), 0, PIPELINED.length());
            others.complete(buffer);
        } catch (RuntimeException | AssertionError e) {
            others.completeExceptionally(e);
        }
        var unused = response.abort(new IOException("the client left"));
    }

    private static String memory(RetainableByteBuffer buffer) {
        ByteBuffer all = buffer.getByteBuffer().duplicate().clear();
        return US_ASCII.decode(all).toString();
    }
}
