package org.resumelb.jetty.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.resumelb.discovery.WorkerAddress;

/** A worker whose management path answers what a test wants. */
public final class FakeWorker extends Handler.Abstract {
    private final Server server = new Server(0);
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<Stream> streams = new CopyOnWriteArrayList<>();
    private final List<String> encodings = new CopyOnWriteArrayList<>();
    private volatile Answer answer;

    public FakeWorker(Answer answer) throws Exception {
        this.answer = answer;
        server.setHandler(this);
        server.start();
    }

    /** What requests get from now on. */
    public void answers(Answer newAnswer) {
        answer = newAnswer;
    }

    public WorkerAddress address() {
        return WorkerAddress.parse("http://localhost:" + port());
    }

    public WorkerAddress address(String contextAndVersion) {
        return WorkerAddress.parse("http://localhost:" + port() + contextAndVersion);
    }

    private int port() {
        return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    }

    /** The requests so far: method, path, what is accepted and with which credentials. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    /** Which encodings each request accepted. */
    public List<String> encodingsAccepted() {
        return List.copyOf(encodings);
    }

    /** How many event streams began. */
    public int streams() {
        return streams.size();
    }

    /** Sends an event on the stream that began last. */
    public void send(String event, String json) throws Exception {
        last().send(event, json);
    }

    /** Ends the stream that began last, as a worker does that stops. */
    public void endStream() {
        last().end();
    }

    private Stream last() {
        return streams.get(streams.size() - 1);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        asked.add(request.getMethod() + " " + request.getHttpURI().getPathQuery() + " "
                + request.getHeaders().get(HttpHeader.ACCEPT) + " "
                + request.getHeaders().get(HttpHeader.AUTHORIZATION));
        encodings.add(String.valueOf(request.getHeaders().get(HttpHeader.ACCEPT_ENCODING)));
        Answer present = answer;
        response.setStatus(present.status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, present.contentType);
        if (present.encoding != null) {
            response.getHeaders().put(HttpHeader.CONTENT_ENCODING, present.encoding);
        }
        if (!present.stays) {
            Content.Sink.write(response, true, present.body, callback);
            return true;
        }
        Stream stream = new Stream(response, callback);
        streams.add(stream);
        stream.write(present.body);
        return true;
    }

    /** Ends its streams and stops. */
    public void close() throws Exception {
        streams.forEach(Stream::end);
        server.stop();
    }

    /** An answer of the management path. */
    public record Answer(
            int status,
            String contentType,
            String body,
            boolean stays,
            @Nullable String encoding) {
        Answer(int status, String contentType, String body, boolean stays) {
            this(status, contentType, body, stays, null);
        }

        /** A stream of events that begins with a résumé and stays open. */
        public static Answer stream(String resume) {
            return new Answer(200, "text/event-stream;charset=utf-8", "event: resume\ndata: " + resume + "\n\n", true);
        }

        public static Answer json(String resume) {
            return new Answer(200, "application/json", resume, false);
        }

        /** A page, as of an application that has no résumé. */
        public static Answer page(int status) {
            return new Answer(status, "text/html", "<p>a page</p>", false);
        }
    }

    private record Stream(Response response, Callback callback) {
        synchronized void end() {
            callback.succeeded();
        }

        void send(String event, String json) throws Exception {
            write("event: " + event + "\ndata: " + json + "\n\n");
        }

        // One write at a time; the first is the handler's own.
        synchronized void write(String text) throws Exception {
            try (Blocker.Callback written = Blocker.callback()) {
                Content.Sink.write(response, false, text, written);
                written.block();
            }
        }
    }
}
