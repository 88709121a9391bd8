package org.resumelb.jetty.resume;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/** One connection to a worker's management path, from the request to its end. Its events come one at a time. */
final class Attempt implements Response.Listener {
    private static final int MAX_EVENT_BYTES = 128 * 1024 * 1024;

    private final ResumeStream stream;
    private final ResumeParser parser;
    private final EventParser events = new EventParser(MAX_EVENT_BYTES, this::event);
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private Answer answer = Answer.NONE;
    private volatile @Nullable Request request;

    Attempt(ResumeStream stream, ResumeParser parser) {
        this.stream = stream;
        this.parser = parser;
    }

    void send(Request toSend) {
        request = toSend;
        toSend.send(this);
    }

    void abort() {
        Request sent = request;
        if (sent != null) {
            var unused = sent.abort(new IllegalStateException("the worker is no member any more"));
        }
    }

    @Override
    public void onHeaders(Response response) {
        answer = Answer.of(response);
        switch (answer) {
            case PLAIN -> {
                stream.heardNothingOfUse("its management path answers " + response.getStatus());
                // Whatever body follows is not for us.
                var unused = response.abort(new IllegalStateException("no résumé"));
            }
            case UNAUTHORIZED ->
                stream.heardNothingOfUse("it refuses the token (" + response.getStatus() + "; see resumelb.tokenFile)");
            default -> {}
        }
    }

    @Override
    public void onContent(Response response, ByteBuffer content) {
        try {
            take(content);
        } catch (IllegalArgumentException e) {
            stream.refused(e);
            var unused = response.abort(e);
        }
    }

    private void take(ByteBuffer content) {
        switch (answer) {
            case STREAM -> events.parse(content);
            case JSON -> buffer(content);
            default -> {}
        }
    }

    private void buffer(ByteBuffer content) {
        if (body.size() + content.remaining() > MAX_EVENT_BYTES) {
            throw new IllegalArgumentException("a résumé of more than " + MAX_EVENT_BYTES + " bytes");
        }
        byte[] bytes = new byte[content.remaining()];
        content.get(bytes);
        body.writeBytes(bytes);
    }

    private void event(String name, byte[] json) {
        try {
            switch (name) {
                case "resume" -> stream.heard(parser.parse(json));
                case "skills" -> stream.heardSkills(parser.parse(json));
                case "load" -> stream.heardLoad(parser.parseInFlight(json));
                default -> {}
            }
        } catch (IllegalArgumentException e) {
            stream.refused(e);
        }
    }

    @Override
    public void onComplete(Result result) {
        if (answer == Answer.JSON && result.isSucceeded()) {
            event("resume", body.toByteArray());
        }
        stream.ended(this, !answer.staysInService(result), reason(result));
    }

    private String reason(Result result) {
        Throwable failure = result.getFailure();
        if (failure == null) {
            return answer == Answer.STREAM
                    ? "its résumé stream ended"
                    : "it answers " + result.getResponse().getStatus();
        }
        if (failure instanceof EOFException) {
            // Its message describes Jetty's connection at length.
            return "its connection ended";
        }
        return Objects.requireNonNullElse(failure.getMessage(), failure.toString());
    }

    /** What kind of answer the management path gave. */
    private enum Answer {
        NONE,
        STREAM,
        JSON,
        NOT_READY,
        UNAUTHORIZED,
        PLAIN;

        static Answer of(Response response) {
            int status = response.getStatus();
            String type = Objects.requireNonNullElse(response.getHeaders().get(HttpHeader.CONTENT_TYPE), "");
            if (status == HttpStatus.OK_200 && type.startsWith("text/event-stream")) {
                return STREAM;
            }
            if (status == HttpStatus.OK_200 && type.startsWith("application/json")) {
                return JSON;
            }
            if (status == HttpStatus.UNAUTHORIZED_401 || status == HttpStatus.FORBIDDEN_403) {
                return UNAUTHORIZED;
            }
            return status == HttpStatus.SERVICE_UNAVAILABLE_503 ? NOT_READY : PLAIN;
        }

        boolean staysInService(Result result) {
            // Jetty's client fails a 401 that names no scheme, though it has arrived.
            return this == PLAIN || this == UNAUTHORIZED || (this == JSON && result.isSucceeded());
        }
    }
}
