package org.resumelb.jetty.connector;

import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.jetty.http2.BufferingFlowControlStrategy;
import org.eclipse.jetty.http2.HTTP2Channel;
import org.eclipse.jetty.http2.HTTP2Stream;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Flow control that also fails the request of a stream which our own side has reset, on the client's side and on the
 * workers'.
 *
 * <p>Jetty's {@code HTTP2Stream}, as of 12.1.12, resets a stream whose data are longer or shorter than its
 * {@code content-length} says, and tells nobody: the request hangs. That the stream is destroyed is told to the flow
 * control alone, which cannot tell who has reset it. So the request is failed a little later, when whatever else ends it
 * has come first.
 *
 * <p>As thread-safe as its base.
 */
public final class LocalResets extends BufferingFlowControlStrategy {
    private static final float BUFFER_RATIO = 0.5f;

    private static final long LATER_MILLIS = 200;

    private final Supplier<Executor> executor;
    private final Supplier<Scheduler> scheduler;

    /** Makes the flow control of a connection; both are asked for when there is something to fail. */
    public LocalResets(Supplier<Executor> executor, Supplier<Scheduler> scheduler) {
        super(BUFFER_RATIO);
        this.executor = executor;
        this.scheduler = scheduler;
    }

    @Override
    public void onStreamDestroyed(Stream stream) {
        super.onStreamDestroyed(stream);
        if (!(stream instanceof HTTP2Stream known) || !known.isReset()) {
            return;
        }
        EofException failure = new EofException("the stream was reset: a body that is not as long as it says");
        if (known.getAttachment() instanceof HTTP2Channel.Client channel) {
            // It is of this stream's exchange now, and of another's later.
            Runnable failing = channel.onFailure(failure, Callback.NOOP);
            later(() -> failing);
        } else if (known.getAttachment() instanceof HTTP2Channel.Server channel) {
            later(() -> channel.onFailure(failure, Callback.NOOP));
        }
    }

    private void later(Supplier<@Nullable Runnable> task) {
        scheduler
                .get()
                .schedule(
                        () -> {
                            Runnable failing = task.get();
                            if (failing != null) {
                                executor.get().execute(failing);
                            }
                        },
                        LATER_MILLIS,
                        TimeUnit.MILLISECONDS);
    }
}
