package org.resumelb.jetty.resume;

import java.io.ByteArrayOutputStream;
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
    private final ResumeStream stream;
    private final ResumeParser parser;
    private final boolean http2;
    private final EventParser events;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private Answer answer = Answer.NONE;
    private boolean refused;
    private volatile @Nullable Request request;

    Attempt(ResumeStream stream, ResumeParser parser, boolean http2) {
        this.stream = stream;
        this.http2 = http2;
        this.parser = parser;
        this.events = new EventParser(parser.maxBytes(), this::event);
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
        String encoding = response.getHeaders().get(HttpHeader.CONTENT_ENCODING);
        answer = Answer.of(response);
        if (answer.isResume() && encoding != null && !encoding.equalsIgnoreCase("identity")) {
            answer = Answer.PLAIN;
            giveUp(response, Trouble.encoded(encoding));
        } else if (answer == Answer.PLAIN) {
            giveUp(response, Trouble.ofStatus(response.getStatus()));
        } else if (answer == Answer.UNAUTHORIZED) {
            stream.heardNothingOfUse(Trouble.ofStatus(response.getStatus()));
        }
    }

    /** Whatever body follows is not for us. */
    private void giveUp(Response response, Trouble trouble) {
        stream.heardNothingOfUse(trouble);
        var unused = response.abort(new IllegalStateException("no résumé"));
    }

    @Override
    public void onContent(Response response, ByteBuffer content) {
        try {
            take(content);
        } catch (IllegalArgumentException e) {
            refused = true;
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
        if (body.size() + content.remaining() > parser.maxBytes()) {
            throw new IllegalArgumentException("a résumé of more than " + parser.maxBytes() + " bytes");
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
        stream.ended(this, end(result), trouble(result));
    }

    private End end(Result result) {
        if (refused) {
            return End.REFUSED;
        }
        if (answer.staysInService(result)) {
            return End.ANSWERED;
        }
        return answer == Answer.STREAM && result.isSucceeded() ? End.STOPPED : End.LOST;
    }

    private Trouble trouble(Result result) {
        Throwable failure = result.getFailure();
        if (failure != null) {
            return Trouble.ofFailure(failure, http2);
        }
        return answer == Answer.STREAM
                ? Trouble.streamEnded()
                : Trouble.ofStatus(result.getResponse().getStatus());
    }

    /** How an attempt ended. */
    enum End {
        /** The worker sent a complete response, and is asked again. */
        ANSWERED,
        /** The worker sent something that is refused, and is asked again after a longer pause. */
        REFUSED,
        /** The worker ended the stream in good order, as a worker does that stops. */
        STOPPED,
        /** The worker cannot be reached, or its connection was lost. */
        LOST
    }

    /** The kind of response that the management path gave. */
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

        boolean isResume() {
            return this == STREAM || this == JSON;
        }

        boolean staysInService(Result result) {
            // Jetty's client fails a 401 that names no scheme, though it has arrived.
            return this == PLAIN || this == UNAUTHORIZED || (this == JSON && result.isSucceeded());
        }
    }
}
