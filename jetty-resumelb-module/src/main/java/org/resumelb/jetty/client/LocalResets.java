package org.resumelb.jetty.client;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http2.BufferingFlowControlStrategy;
import org.eclipse.jetty.http2.HTTP2Channel;
import org.eclipse.jetty.http2.HTTP2Stream;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.util.Callback;

/**
 * Flow control that also fails the request of a stream which our own side has reset.
 *
 * <p>Jetty's {@code HTTP2Stream}, as of 12.1.12, resets a stream whose data are not as long as its {@code content-length}
 * says, and tells nobody: the request hangs until it times out. That the stream is destroyed is told to the flow control
 * alone, which cannot tell who has reset it. So the request is failed a little later, when whatever else ends it has come
 * first.
 *
 * <p>As thread-safe as its base.
 */
final class LocalResets extends BufferingFlowControlStrategy {
    private static final float BUFFER_RATIO = 0.5f;

    private static final long LATER_MILLIS = 200;

    private final HttpClient client;

    LocalResets(HttpClient client) {
        super(BUFFER_RATIO);
        this.client = client;
    }

    @Override
    public void onStreamDestroyed(Stream stream) {
        super.onStreamDestroyed(stream);
        if (stream instanceof HTTP2Stream known
                && known.isReset()
                && known.getAttachment() instanceof HTTP2Channel.Client channel) {
            Runnable failing = channel.onFailure(new IOException("the answer was reset as malformed"), Callback.NOOP);
            if (failing != null) {
                client.getScheduler()
                        .schedule(() -> client.getExecutor().execute(failing), LATER_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
    }
}
