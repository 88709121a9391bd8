package org.resumelb.endtoend.toolkit;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.BufferingResponseListener;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.client.StringRequestContent;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.ByteBufferPool;
import org.jspecify.annotations.Nullable;

/** An HTTP client whose requests end with an {@link Answer}, also when they fail. Thread-safe. */
public final class Client implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int MAX_BODY_BYTES = 8 * 1024 * 1024;
    private static final int MAX_CONNECTIONS = 1_000;

    private static @Nullable Client shared;

    private final HttpClient http = new HttpClient();

    /** Makes a client with connections of its own, started. */
    public Client() {
        http.setMaxConnectionsPerDestination(MAX_CONNECTIONS);
        http.setMaxRequestsQueuedPerDestination(MAX_CONNECTIONS);
        http.setFollowRedirects(false);
        // Of an aborted request, Jetty's client may empty a buffer after it gave it back. Nobody shall have it then.
        http.setByteBufferPool(ByteBufferPool.NON_POOLING);
        http.setUseInputDirectByteBuffers(false);
        try {
            http.start();
        } catch (Exception e) {
            throw new IllegalStateException("the client does not start", e);
        }
    }

    /** One client for whatever needs none of its own. */
    public static synchronized Client shared() {
        if (shared == null) {
            shared = new Client();
        }
        return shared;
    }

    /** A request to be completed and sent. */
    public Request request(HttpMethod method, String url) {
        return http.newRequest(url).method(method);
    }

    /** A GET whose {@code Host} is not the URL's. */
    public Request getFor(String host, String url) {
        return request(HttpMethod.GET, url).headers(headers -> headers.put(HttpHeader.HOST, host));
    }

    /** A POST of a text. */
    public Request postOf(String body, String url) {
        return request(HttpMethod.POST, url).body(new StringRequestContent("text/plain", body));
    }

    /** Sends a request; the future never fails. */
    public CompletableFuture<Answer> send(Request request) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        request.send(new BufferingResponseListener(MAX_BODY_BYTES) {
            @Override
            public void onComplete(Result result) {
                var response = result.getResponse();
                String body = getContent() == null ? "" : getContentAsString();
                answer.complete(new Answer(response.getStatus(), response.getHeaders(), body, result.getFailure()));
            }
        });
        return answer;
    }

    /** Sends a request and waits for its end. */
    public Answer await(Request request) {
        return await(send(request));
    }

    /** Waits for an answer that is under way. */
    public static Answer await(CompletableFuture<Answer> answer) {
        try {
            return answer.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("no answer (expected: one within " + LIMIT + ")", e);
        }
    }

    /** GETs and waits. */
    public Answer get(String url) {
        return await(request(HttpMethod.GET, url));
    }

    /** POSTs nothing and waits. */
    public Answer post(String url) {
        return await(request(HttpMethod.POST, url));
    }

    @Override
    public void close() {
        try {
            http.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the client does not stop", e);
        }
    }
}
