package org.resumelb.jetty.client;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.EndPoint;
import org.jspecify.annotations.Nullable;

/** A request to a worker and its answer, from the side of whoever asks. Thread-safe unless a method says otherwise. */
public interface WorkerCall {
    /** Sends the request. Its listener may be told of anything, its end included, before this returns. */
    void send();

    /** Ends it, whatever has arrived; not before {@link #send}. */
    void abort(Throwable cause);

    /** Sends no more of the request's body, and keeps waiting for the answer, or for its rest. */
    void endRequest(Throwable cause);

    /** Sees to it that the connection serves nothing else afterwards. To be called by the listener, at the answer's head. */
    void keepFromOthers();

    /** Whether the connection had served other requests, so that the worker may have closed it at any time. */
    boolean wasReused();

    /** What followed the answer's body, once that was read to its end; {@code null} for nothing. */
    @Nullable
    HttpFields trailers();

    /** The connection that the worker has agreed to use for another protocol; whoever sent the request takes it over. */
    EndPoint endPoint();
}
