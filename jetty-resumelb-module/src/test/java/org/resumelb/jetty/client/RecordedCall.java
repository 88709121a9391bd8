package org.resumelb.jetty.client;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.BufferUtil;
import org.jspecify.annotations.Nullable;
import org.resumelb.discovery.WorkerAddress;

/** A request without a body to a worker, and what was told of it. */
final class RecordedCall implements AnswerListener, Runnable {
    private final WorkerCall call;
    private final CompletableFuture<@Nullable Throwable> end = new CompletableFuture<>();
    private final StringBuilder body = new StringBuilder();
    private final AtomicInteger ends = new AtomicInteger();
    private volatile boolean begun;
    private volatile @Nullable AnswerHead head;
    private volatile Content.@Nullable Source source;

    private RecordedCall(WorkerClient client, String worker, WorkerRequest request) {
        call = client.call(WorkerAddress.parse(worker), request, this);
    }

    /** Sends one. */
    static RecordedCall send(WorkerClient client, String worker, String method, HttpFields.Mutable headers) {
        WorkerRequest request = new WorkerRequest(method, "/", headers, null, false, false);
        RecordedCall sent = new RecordedCall(client, worker, request);
        sent.call.send();
        return sent;
    }

    static RecordedCall get(WorkerClient client, String worker) {
        return send(client, worker, "GET", HttpFields.build());
    }

    WorkerCall call() {
        return call;
    }

    boolean hasBegun() {
        return begun;
    }

    /** Waits for the end; returns why it failed, {@code null} if it did not. */
    @Nullable
    Throwable failure() throws Exception {
        Throwable failure = end.get(30, TimeUnit.SECONDS);
        assertTrue(ends.get() == 1, "it ended " + ends.get() + " times");
        return failure;
    }

    /** Waits for the end; returns status and body. */
    String answer() throws Exception {
        Throwable failure = failure();
        AnswerHead found = head;
        return failure != null || found == null ? String.valueOf(failure) : found.status() + " " + body;
    }

    @Override
    public void begins() {
        begun = true;
    }

    @Override
    public void requestEnded(@Nullable Throwable failure) {}

    @Override
    public void interim(int status, HttpFields headers) {
        body.append(status).append(' ');
    }

    @Override
    public void head(AnswerHead newHead) {
        head = newHead;
    }

    @Override
    public void body(Content.Source newSource) {
        source = newSource;
        run();
    }

    @Override
    public void run() {
        Content.Source from = source;
        while (from != null) {
            Content.Chunk chunk = from.read();
            if (chunk == null) {
                from.demand(this);
                return;
            }
            if (!Content.Chunk.isFailure(chunk)) {
                body.append(BufferUtil.toString(chunk.getByteBuffer()));
            }
            from = chunk.isLast() || Content.Chunk.isFailure(chunk) ? null : from;
            chunk.release();
        }
    }

    @Override
    public void answerEnded() {}

    @Override
    public void ended(@Nullable Throwable requestFailure, @Nullable Throwable answerFailure) {
        ends.incrementAndGet();
        end.complete(answerFailure == null ? requestFailure : answerFailure);
    }

    @Override
    public boolean isHeldUpByClient() {
        return false;
    }
}
