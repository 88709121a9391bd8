package org.resumelb.jetty.client;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whose time is over when a stream of HTTP/2 times out. */
class UpstreamRequestTest {
    private final TimeoutException timeout = new TimeoutException("idle");
    private boolean isHeldUp;

    private UpstreamRequest request(long idleTimeoutMillis) {
        WorkerRequest asked = new WorkerRequest("GET", "/", HttpFields.build(), null, false, false);
        UpstreamRequest request =
                new UpstreamRequest(new HttpClient(), URI.create("http://127.0.0.1:1"), asked, new Listener());
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
