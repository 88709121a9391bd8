package org.resumelb.jetty.client;

import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;

/**
 * What to ask a worker. Not to be changed once it is sent.
 *
 * @param method as it shall stand in the request line
 * @param target raw path and query, as they shall stand there
 * @param headers all fields but those that frame the body, which the connection writes by itself
 * @param body {@code null} when there is none
 * @param isApart whether to send it over a connection of its own, over which nothing went before
 * @param isUpgrade whether it asks for another protocol on its connection, which is then one of HTTP/1.1
 */
public record WorkerRequest(
        String method,
        String target,
        HttpFields.Mutable headers,
        @Nullable RequestBody body,
        boolean isApart,
        boolean isUpgrade) {}
