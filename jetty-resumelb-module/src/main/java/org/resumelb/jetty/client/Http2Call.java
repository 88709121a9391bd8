package org.resumelb.jetty.client;

import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;

/** One request over HTTP/2, sent by Jetty's client. As thread-safe as that. */
final class Http2Call implements WorkerCall, Response.Listener {
    private final Http2Route route;
    private final WorkerRequest asked;
    private final AnswerListener listener;
    private final UpstreamRequest request;
    private volatile @Nullable Response answer;

    Http2Call(HttpClient client, Http2Route route, WorkerRequest asked, AnswerListener listener) {
        this.route = route;
        this.asked = asked;
        this.listener = listener;
        request = new UpstreamRequest(client, route.origin(), asked, listener);
        request.host(route.host());
        request.version(HttpVersion.HTTP_2);
        request.idleTimeout(client.getIdleTimeout(), TimeUnit.MILLISECONDS);
        request.onRequestBegin(sent -> listener.begins());
        request.onRequestSuccess(sent -> listener.requestEnded(null));
        request.onRequestFailure((sent, failure) -> listener.requestEnded(failure));
    }

    @Override
    public void send() {
        request.headers(headers -> headers.add(asked.headers()));
        RequestBody body = asked.body();
        if (body != null) {
            request.body(new Body(body, request));
            expectContinue();
            if (body.getLength() < 0) {
                request.trailersSupplier(body::trailers);
            }
        }
        Destination destination = route.destination(request, asked.isApart());
        request.useHttp2Headers();
        destination.send(request, this);
    }

    /** Jetty's client would wait for 100 Continue for as long as it takes if it saw the field. */
    private void expectContinue() {
        if (request.getHeaders().contains(HttpHeader.EXPECT)) {
            request.headers(headers -> headers.remove(HttpHeader.EXPECT));
            request.onRequestHeaders(
                    begun -> request.headers(headers -> headers.put(HttpHeader.EXPECT, HttpHeaderValue.CONTINUE)));
        }
    }

    @Override
    public void abort(Throwable cause) {
        var unused = request.end(cause);
    }

    @Override
    public void endRequest(Throwable cause) {
        try {
            var unused = request.fail(cause);
        } catch (NoSuchMethodError e) {
            // The first releases of Jetty 12.1 end a request and its answer together.
            var unused = request.abort(cause);
        }
    }

    @Override
    public void keepFromOthers() {
        // Streams are told apart, whatever goes over them.
    }

    /** A connection serves many at a time, and says which of them it has not processed when it ends. */
    @Override
    public boolean wasReused() {
        return false;
    }

    @Override
    public @Nullable HttpFields trailers() {
        Response present = answer;
        return present == null ? null : present.getTrailers();
    }

    @Override
    public EndPoint endPoint() {
        throw new UnsupportedOperationException("no stream of HTTP/2 goes on in another protocol");
    }

    @Override
    public void onHeaders(Response response) {
        answer = response;
        listener.head(new AnswerHead(response.getVersion(), response.getStatus(), response.getHeaders()));
    }

    @Override
    public void onContentSource(Response response, Content.Source source) {
        listener.body(new Answer(source));
    }

    @Override
    public void onSuccess(Response response) {
        listener.answerEnded();
    }

    @Override
    public void onComplete(Result result) {
        listener.ended(result.getRequestFailure(), result.getResponseFailure());
    }

    /** An answer's body, of which the worker is to send more whenever more is wanted. */
    private final class Answer implements Content.Source {
        private final Content.Source source;

        Answer(Content.Source source) {
            this.source = source;
        }

        @Override
        public Content.@Nullable Chunk read() {
            return source.read();
        }

        @Override
        public void demand(Runnable demandCallback) {
            request.goesOn();
            source.demand(demandCallback);
        }

        @Override
        public void fail(Throwable failure) {
            source.fail(failure);
        }

        @Override
        public void fail(Throwable failure, boolean last) {
            source.fail(failure, last);
        }

        @Override
        public boolean rewind() {
            return source.rewind();
        }

        @Override
        public long getLength() {
            return source.getLength();
        }
    }

    /** A body as Jetty's client reads it. */
    private record Body(RequestBody body, UpstreamRequest request) implements Request.Content {
        @Override
        public @Nullable String getContentType() {
            return null;
        }

        @Override
        public long getLength() {
            return body.getLength();
        }

        @Override
        public Content.@Nullable Chunk read() {
            return body.read();
        }

        @Override
        public void demand(Runnable demandCallback) {
            body.demand(Invocable.from(Invocable.getInvocationType(demandCallback), () -> {
                request.goesOn();
                demandCallback.run();
            }));
        }

        @Override
        public void fail(Throwable failure) {
            body.fail(failure);
        }
    }
}
