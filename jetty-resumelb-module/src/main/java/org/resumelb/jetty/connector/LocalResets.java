package org.resumelb.jetty.connector;

import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.HTTP2Channel;
import org.eclipse.jetty.http2.HTTP2Session;
import org.eclipse.jetty.http2.HTTP2Stream;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.frames.Frame;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Fails the requests of streams that go wrong where Jetty, as of 12.1.12, tells nobody, on the client's side and on the
 * workers':
 *
 * <ul>
 *   <li>A stream that our own side resets, for data longer or shorter than its {@code content-length} says, or for a window
 *       that overflows: the request would hang. It is failed a little later, when whatever else ends it has come first.
 *   <li>Trailers that are not the end (RFC 9113, section 8.1): the body would be taken for whole.
 * </ul>
 *
 * <p>Thread-safe.
 */
public final class LocalResets implements HTTP2Session.FrameListener {
    private static final long LATER_MILLIS = 200;

    private final Supplier<Executor> executor;
    private final Supplier<Scheduler> scheduler;

    /** Listens to connections; both suppliers are called when there is something to fail. */
    public LocalResets(Supplier<Executor> executor, Supplier<Scheduler> scheduler) {
        this.executor = executor;
        this.scheduler = scheduler;
    }

    @Override
    public void onOutgoingFrame(Session session, Frame frame) {
        if (!(frame instanceof ResetFrame reset)) {
            return;
        }
        EofException failure = new EofException("the stream was reset: a body or window that is not as it says");
        Object channel = channel(session, reset.getStreamId());
        if (channel instanceof HTTP2Channel.Client client) {
            // It is of this stream's exchange now, and of another's later.
            Runnable failing = client.onFailure(failure, Callback.NOOP);
            later(() -> failing);
        } else if (channel instanceof HTTP2Channel.Server server) {
            later(() -> server.onFailure(failure, Callback.NOOP));
        }
    }

    @Override
    public void onIncomingFrame(Session session, Frame frame) {
        if (!(frame instanceof HeadersFrame head) || head.isEndStream() || !isTrailer(head.getMetaData())) {
            return;
        }
        HTTP2Stream stream = ((HTTP2Session) session).getStream(head.getStreamId());
        if (stream == null) {
            return;
        }
        Object channel = stream.getAttachment();
        stream.reset(new ResetFrame(stream.getId(), ErrorCode.PROTOCOL_ERROR.code), Callback.NOOP);
        EofException failure = new EofException("trailers that are not the end of their stream");
        if (channel instanceof HTTP2Channel.Client client) {
            runNow(client.onFailure(failure, Callback.NOOP));
        } else if (channel instanceof HTTP2Channel.Server server) {
            runNow(server.onFailure(failure, Callback.NOOP));
        }
    }

    private static boolean isTrailer(@Nullable MetaData fields) {
        return fields != null && !fields.isRequest() && !fields.isResponse();
    }

    private static @Nullable Object channel(Session session, int streamId) {
        HTTP2Stream stream = ((HTTP2Session) session).getStream(streamId);
        return stream == null ? null : stream.getAttachment();
    }

    /** Runs before the end of the body is reported. */
    private static void runNow(@Nullable Runnable failing) {
        if (failing != null) {
            failing.run();
        }
    }

    private void run(@Nullable Runnable failing) {
        if (failing != null) {
            executor.get().execute(failing);
        }
    }

    private void later(Supplier<@Nullable Runnable> task) {
        scheduler.get().schedule(() -> run(task.get()), LATER_MILLIS, TimeUnit.MILLISECONDS);
    }
}
