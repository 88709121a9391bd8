package org.resumelb.jetty.client;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/** The body of a request to a worker, read as the worker takes it; its length is -1 when nobody knows it. */
public interface RequestBody extends Content.Source {
    /** What is to follow the body's end, once that has been read; {@code null} for nothing. */
    @Nullable
    HttpFields trailers();
}
