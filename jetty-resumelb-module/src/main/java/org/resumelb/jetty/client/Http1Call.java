package org.resumelb.jetty.client;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request over HTTP/1.1 and its answer, which is also the source of the answer's body.
 *
 * <p>Whatever happens, in whichever thread, is noted in {@link #events}; the thread that finds nobody at work on it does all
 * that was noted, until there is nothing more. So one thread at a time reads and tells the listener, without a lock, and what
 * has been ended once stays so.
 */
final class Http1Call implements WorkerCall, Content.Source {
    private static final Logger LOG = LoggerFactory.getLogger(Http1Call.class);

    // What has happened, one bit each.
    private static final int AT_WORK = 1;
    private static final int START = 1 << 1;
    private static final int READABLE = 1 << 2;
    private static final int DEMAND = 1 << 3;
    private static final int REQUEST_END = 1 << 4;
    private static final int ABORT = 1 << 5;

    private final Http1Connections connections;
    private final WorkerRequest request;
    private final AnswerListener listener;
    private final AtomicInteger events = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /** Written under the lock of the connections, before the call is started on it. */
    private volatile @Nullable Http1Connection connection;

    private volatile boolean reused;
    private volatile long goesOnSinceNanos;
    private volatile @Nullable Runnable demand;
    private volatile boolean requestIsSent;
    private volatile @Nullable Throwable sendingFailure;
    private volatile @Nullable HttpFields trailers;

    // Of the thread that is at work.
    private @Nullable RequestSender sender;
    private @Nullable AnswerHead head;
    private boolean isReadableEarly;
    private boolean isDry;
    private boolean isLast;
    private boolean answerArrived;
    private boolean requestEnded;
    private boolean answerEnded;
    private @Nullable Throwable requestFailure;
    private @Nullable Throwable answerFailure;

    Http1Call(Http1Connections connections, WorkerRequest request, AnswerListener listener) {
        this.connections = connections;
        this.request = request;
        this.listener = listener;
    }

    @Override
    public void send() {
        connections.send(this);
    }

    WorkerRequest request() {
        return request;
    }

    /** Whether it has failed before it had a connection, and needs none. */
    boolean hasFailed() {
        return failure.get() != null;
    }

    /** Gives it a connection, on which it is to be started then. Called under the lock of the connections. */
    void assign(Http1Connection newConnection, boolean newReused) {
        connection = newConnection;
        reused = newReused;
        goesOn();
    }

    void start() {
        note(START);
    }

    /** The connection has something to read. */
    void readable() {
        note(READABLE);
    }

    /** From now on the worker is to act, whatever it waited for before. */
    void goesOn() {
        goesOnSinceNanos = System.nanoTime();
    }

    /**
     * Whether the worker has had so long to act and has not. The connection's own clock runs on while the client is waited
     * for, so that it may say so at the moment in which the worker's turn has just begun.
     */
    boolean isSilentFor(long millis) {
        return !listener.isHeldUpByClient()
                && System.nanoTime() - goesOnSinceNanos >= TimeUnit.MILLISECONDS.toNanos(millis);
    }

    @Override
    public void abort(Throwable cause) {
        if (failure.compareAndSet(null, cause)) {
            connections.forget(this);
            note(ABORT);
        }
    }

    @Override
    public void endRequest(Throwable cause) {
        if (!requestIsSent) {
            sent(cause);
        }
    }

    /** The request was sent, or could not be. */
    void sent(@Nullable Throwable newFailure) {
        sendingFailure = newFailure;
        requestIsSent = true;
        note(REQUEST_END);
    }

    private void note(int event) {
        int before;
        do {
            before = events.get();
        } while (!events.compareAndSet(before, before | event | AT_WORK));
        if ((before & AT_WORK) == 0) {
            work();
        }
    }

    private void work() {
        do {
            int noted = events.getAndSet(AT_WORK);
            try {
                react(noted);
            } catch (IOException | RuntimeException | Error e) {
                abort(e);
            }
            if (requestEnded && answerEnded) {
                // Nobody works on it any more.
                finish();
                return;
            }
        } while (!events.compareAndSet(AT_WORK, 0));
    }

    private void react(int noted) throws IOException {
        Throwable aborted = failure.get();
        if (aborted != null) {
            end(aborted);
            return;
        }
        boolean isReadable = (noted & READABLE) != 0;
        if (sender == null) {
            isReadableEarly |= isReadable;
        } else if (isReadable) {
            isDry = false;
            readOn();
        }
        if ((noted & START) != 0) {
            begin();
        }
        if ((noted & DEMAND) != 0 && isDry) {
            connection().awaitBytes();
        } else if ((noted & DEMAND) != 0) {
            runDemand();
        }
        if (requestIsSent && !requestEnded) {
            endRequest();
        }
        if (answerArrived && !answerEnded) {
            answerEnded = true;
            listener.answerEnded();
        }
    }

    private Http1Connection connection() {
        return Objects.requireNonNull(connection);
    }

    private void begin() {
        Http1Connection present = connection();
        boolean isDoubtful = reused && (isReadableEarly || !isRepeatable());
        if (isDoubtful && !present.reader().isQuiet()) {
            // The worker has closed it, or will: nothing has gone over it.
            present.endWithCall();
            connections.send(this);
            return;
        }
        var written = RequestHead.write(request, connections.hostField(), connections.buffers());
        RequestSender newSender = new RequestSender(present.getEndPoint(), written, request.body(), this);
        sender = newSender;
        present.reader().begin(request.method());
        listener.begins();
        newSender.begin();
        if (isReadableEarly) {
            present.awaitBytes();
        }
    }

    /** Whether it is no harm when it is lost with a connection that the worker closes at this moment. */
    private boolean isRepeatable() {
        return request.body() == null && (HttpMethod.GET.is(request.method()) || HttpMethod.HEAD.is(request.method()));
    }

    private void readOn() throws IOException {
        if (head != null) {
            runDemand();
            return;
        }
        AnswerReader reader = connection().reader();
        while (!hasFailed()) {
            switch (reader.next()) {
                case INTERIM -> listener.interim(reader.status(), reader.fields());
                case HEAD -> {
                    AnswerHead found = reader.head();
                    head = found;
                    listener.head(found);
                    if (!hasFailed()) {
                        listener.body(this);
                    }
                    return;
                }
                default -> {
                    connection().awaitBytes();
                    return;
                }
            }
        }
    }

    private void runDemand() {
        Runnable next = demand;
        demand = null;
        if (next != null) {
            next.run();
        }
    }

    @Override
    public Content.@Nullable Chunk read() {
        Throwable failed = failure.get();
        if (failed != null) {
            return Content.Chunk.from(failed);
        }
        AnswerReader reader = connection().reader();
        try {
            switch (reader.next()) {
                case CHUNK -> {
                    return reader.takeChunk();
                }
                case END -> {
                    answerArrived = true;
                    trailers = reader.trailers();
                    return Content.Chunk.EOF;
                }
                default -> {
                    isDry = true;
                    return null;
                }
            }
        } catch (IOException | RuntimeException e) {
            abort(e);
            return Content.Chunk.from(e);
        }
    }

    @Override
    public void demand(Runnable demandCallback) {
        demand = demandCallback;
        goesOn();
        note(DEMAND);
    }

    @Override
    public void fail(Throwable cause) {
        abort(cause);
    }

    /** The request was sent, or will not be. */
    private void endRequest() {
        Throwable cause = sendingFailure;
        requestEnded = true;
        requestFailure = cause;
        if (cause != null) {
            stopSending(cause);
        }
        listener.requestEnded(cause);
        if (cause instanceof SSLException) {
            // Nothing can come over the connection any more.
            abort(cause);
        }
    }

    private void stopSending(Throwable cause) {
        RequestSender present = sender;
        RequestBody body = request.body();
        if (present != null) {
            present.stop(cause);
        } else if (body != null) {
            body.fail(cause);
        }
    }

    private void end(Throwable cause) {
        if (!requestEnded) {
            requestEnded = true;
            requestFailure = cause;
            stopSending(cause);
        }
        if (!answerEnded) {
            answerEnded = true;
            answerFailure = cause;
        }
    }

    private void finish() {
        Http1Connection present = connection;
        if (present != null && isUpgraded()) {
            present.detach();
        } else if (present != null && isReusable(present)) {
            present.release();
        } else if (present != null) {
            present.endWithCall();
        }
        try {
            listener.ended(requestFailure, answerFailure);
        } catch (RuntimeException e) {
            LOG.warn("The end of a request could not be told", e);
        }
    }

    private boolean isUpgraded() {
        AnswerHead found = head;
        return succeeded()
                && request.isUpgrade()
                && found != null
                && found.status() == HttpStatus.SWITCHING_PROTOCOLS_101;
    }

    private boolean succeeded() {
        return requestFailure == null && answerFailure == null;
    }

    private boolean isReusable(Http1Connection present) {
        AnswerHead found = head;
        return succeeded()
                && found != null
                && !isLast
                && !request.isApart()
                && present.reader().isReusable()
                && staysOpen(found);
    }

    private static boolean staysOpen(AnswerHead answer) {
        HttpHeaderValue word = answer.version().compareTo(HttpVersion.HTTP_1_1) < 0
                ? HttpHeaderValue.KEEP_ALIVE
                : HttpHeaderValue.CLOSE;
        boolean isSaid = answer.headers().contains(HttpHeader.CONNECTION, word.asString());
        return isSaid == (word == HttpHeaderValue.KEEP_ALIVE);
    }

    @Override
    public void keepFromOthers() {
        isLast = true;
    }

    @Override
    public boolean wasReused() {
        return reused;
    }

    @Override
    public @Nullable HttpFields trailers() {
        return trailers;
    }

    @Override
    public EndPoint endPoint() {
        return connection().getEndPoint();
    }
}
