package org.resumelb.jetty.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.resumelb.jetty.settings.Settings;

/** Whose time is over when a stream of HTTP/2 times out, and where a request goes. */
class UpstreamRequestTest {
    private final TimeoutException timeout = new TimeoutException("idle");
    private boolean isHeldUp;

    private UpstreamRequest request(HttpClient client) {
        WorkerRequest asked = new WorkerRequest("GET", "/", HttpFields.build(), null, false, false);
        return new UpstreamRequest(client, URI.create("http://127.0.0.1:1"), asked, new Listener());
    }

    private UpstreamRequest request(long idleTimeoutMillis) {
        UpstreamRequest request = request(new HttpClient());
        request.idleTimeout(idleTimeoutMillis, TimeUnit.MILLISECONDS);
        return request;
    }

    @Test
    void aWorkerThatHadItsTimeAndSaidNothingIsGivenUp() {
        UpstreamRequest request = request(0);
        var unused = request.abort(timeout);
        assertSame(timeout, request.getAbortCause());
    }

    @Test
    void oneThatWaitsForTheClientIsNot() {
        isHeldUp = true;
        UpstreamRequest request = request(0);
        var unused = request.abort(timeout);
        assertNull(request.getAbortCause());
    }

    @Test
    void oneWhoseTurnHasJustBegunIsNot() {
        UpstreamRequest request = request(600_000);
        request.goesOn();
        var unused = request.abort(timeout);
        assertNull(request.getAbortCause());
    }

    @Test
    void whatElseGoesWrongEndsItAtOnce() {
        UpstreamRequest request = request(600_000);
        IllegalStateException failure = new IllegalStateException();
        var unused = request.abort(failure);
        assertSame(failure, request.getAbortCause());
    }

    /** Jetty asks for it again when the connection that it has chosen has just ended. */
    @Test
    void aRequestGoesToItsWorkerWhateverHostTheClientNames() throws Exception {
        HttpClient client =
                Clients.upstream(new Settings.Upstream(2, 30_000, 30_000, 30_000, new Settings.Tls(null, null, true)));
        client.start();
        try {
            UpstreamRequest request = request(client);
            request.version(HttpVersion.HTTP_2);
            request.headers(headers -> headers.put("Host", "elsewhere.example:81"));
            Destination worker = client.resolveDestination(request);
            request.useHttp2Headers();
            assertEquals("elsewhere.example:81", request.getHost() + ":" + request.getPort());
            assertSame(worker, client.resolveDestination(request));
            assertEquals("http://127.0.0.1:1", worker.getOrigin().asString());
        } finally {
            client.stop();
        }
    }

    private final class Listener implements AnswerListener {
        @Override
        public void begins() {}

        @Override
        public void requestEnded(@Nullable Throwable failure) {}

        @Override
        public void interim(int status, HttpFields headers) {}

        @Override
        public void head(AnswerHead head) {}

        @Override
        public void body(Content.Source source) {}

        @Override
        public void answerEnded() {}

        @Override
        public void ended(@Nullable Throwable requestFailure, @Nullable Throwable answerFailure) {}

        @Override
        public boolean isHeldUpByClient() {
            return isHeldUp;
        }
    }
}
