package org.resumelb.jetty.admin;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * A bounded number of event streams to viewers. Nothing is queued for a slow reader: depending on the kind of stream,
 * it misses events, or its stream ends and it asks again for what it has missed. Thread-safe; no thread waits for a
 * reader.
 */
final class LiveStreams {
    private final int most;
    private final boolean maySkip;
    private final Set<Stream> streams = ConcurrentHashMap.newKeySet();

    /**
     * Makes room for streams.
     *
     * @param maySkip whether a slow reader misses events; otherwise its stream ends
     */
    LiveStreams(int most, boolean maySkip) {
        this.most = most;
        this.maySkip = maySkip;
    }

    boolean areWatched() {
        return !streams.isEmpty();
    }

    /**
     * Begins a stream.
     *
     * @return false if there are too many
     */
    boolean open(Response response, Callback callback, String event) {
        Stream stream = new Stream(response, callback);
        synchronized (this) {
            if (streams.size() >= most) {
                return false;
            }
            streams.add(stream);
        }
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        // For nginx, which would keep events until there are some more.
        response.getHeaders().put("X-Accel-Buffering", "no");
        stream.send(event);
        return true;
    }

    /** Sends an event to everyone who has read the one before. */
    void send(String event) {
        streams.forEach(stream -> stream.send(event));
    }

    /** Ends all streams. */
    void close() {
        streams.forEach(Stream::end);
    }

    /** An event as it is sent. */
    static String event(String name, String json) {
        return "event: " + name + "\ndata: " + json.strip() + "\n\n";
    }

    private final class Stream implements Callback {
        private final Response response;
        private final Callback callback;

        /** Guarded by this: whether a write is under way, and whether the end is to follow. */
        private boolean writing;

        private boolean ends;
        private boolean ended;

        Stream(Response response, Callback callback) {
            this.response = response;
            this.callback = callback;
        }

        void send(String event) {
            synchronized (this) {
                if (writing || ends) {
                    ends |= !maySkip;
                    return;
                }
                writing = true;
            }
            Content.Sink.write(response, false, event, this);
        }

        void end() {
            synchronized (this) {
                ends = true;
                if (writing || ended) {
                    return;
                }
                ended = true;
            }
            streams.remove(this);
            callback.succeeded();
        }

        @Override
        public void succeeded() {
            boolean last;
            synchronized (this) {
                writing = false;
                last = ends;
            }
            if (last) {
                end();
            }
        }

        @Override
        public void failed(Throwable failure) {
            streams.remove(this);
            synchronized (this) {
                if (ended) {
                    return;
                }
                ended = true;
                ends = true;
            }
            callback.failed(failure);
        }

        @Override
        public InvocationType getInvocationType() {
            return InvocationType.NON_BLOCKING;
        }
    }
}
