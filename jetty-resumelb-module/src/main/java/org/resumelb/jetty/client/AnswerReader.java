package org.resumelb.jetty.client;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.util.BufferUtil;
import org.jspecify.annotations.Nullable;

/**
 * Reads answers of HTTP/1.1 from a connection, part by part. It has a buffer only while it reads. Parts of bodies are views
 * into that, not copies. Not thread-safe.
 */
final class AnswerReader implements HttpParser.ResponseHandler {
    /** Of all fields of a head. */
    private static final int MAX_HEAD_BYTES = 64 * 1024;

    private static final int BUFFER_BYTES = 16 * 1024;

    /** For what follows a buffer that came full. */
    private static final int LARGE_BUFFER_BYTES = 64 * 1024;

    /** A proxy takes the white space off (RFC 9112, section 5.1). */
    private static final HttpCompliance COMPLIANCE =
            HttpCompliance.RFC9110.with("ANSWERS", HttpCompliance.Violation.WHITESPACE_AFTER_FIELD_NAME);

    private final EndPoint endPoint;
    private final ByteBufferPool buffers;
    private final HttpParser parser = new HttpParser(this, MAX_HEAD_BYTES, COMPLIANCE);
    private RetainableByteBuffer.@Nullable Mutable buffer;
    private int bufferBytes = BUFFER_BYTES;
    private boolean isHead;
    private boolean isEnded;
    private boolean isAtEof;

    private Part part = Part.NONE;
    private HttpVersion version = HttpVersion.HTTP_1_1;
    private int status;
    private HttpFields.Mutable fields = HttpFields.build();
    private HttpFields.@Nullable Mutable trailers;
    private Content.@Nullable Chunk chunk;
    private @Nullable Throwable failure;

    /** What was read. */
    enum Part {
        /** Nothing: more has to come. */
        NONE,
        /** The whole of an interim answer. */
        INTERIM,
        HEAD,
        /** Some of the body. */
        CHUNK,
        /** The answer's end. */
        END
    }

    AnswerReader(EndPoint endPoint, ByteBufferPool buffers) {
        this.endPoint = endPoint;
        this.buffers = buffers;
    }

    /** Another answer is to come, to a request of this method. */
    void begin(String method) {
        isHead = HttpMethod.HEAD.is(method);
        isEnded = false;
        trailers = null;
        bufferBytes = BUFFER_BYTES;
        parser.reset();
    }

    /**
     * Reads the next part.
     *
     * @throws IOException when the connection fails or ends in the midst of the answer
     */
    Part next() throws IOException {
        if (isEnded) {
            return Part.END;
        }
        while (true) {
            RetainableByteBuffer.Mutable present = buffer();
            part = Part.NONE;
            boolean stops = parser.parseNext(present.getByteBuffer());
            if (failure != null) {
                throw rethrown(failure);
            }
            if (stops && part != Part.NONE) {
                return ended(part);
            }
            if (isAtEof) {
                throw new EOFException("the worker's connection ended in the midst of its answer");
            }
            int filled = endPoint.fill(renewed(present).getByteBuffer());
            if (filled == 0) {
                release();
                return Part.NONE;
            }
            if (filled < 0) {
                isAtEof = true;
                parser.atEOF();
            }
        }
    }

    private Part ended(Part read) {
        isEnded = read == Part.END;
        if (read == Part.INTERIM) {
            parser.reset();
        }
        return read;
    }

    private static IOException rethrown(Throwable failure) throws IOException {
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        throw failure instanceof IOException checked ? checked : new IOException(failure);
    }

    private RetainableByteBuffer.Mutable buffer() {
        RetainableByteBuffer.Mutable present = buffer;
        if (present == null) {
            present = buffers.acquire(bufferBytes, true);
            buffer = present;
        }
        return present;
    }

    /** A buffer to read into: the one that was read, unless somebody still has a part of it, or it was too small. */
    private RetainableByteBuffer.Mutable renewed(RetainableByteBuffer.Mutable read) {
        boolean isFull = read.getByteBuffer().limit() == read.getByteBuffer().capacity();
        if (isFull) {
            bufferBytes = LARGE_BUFFER_BYTES;
        }
        if (read.isRetained() || (isFull && read.getByteBuffer().capacity() < LARGE_BUFFER_BYTES)) {
            release();
            return buffer();
        }
        BufferUtil.clear(read.getByteBuffer());
        return read;
    }

    /** Whether nothing has come that was not asked for, and the connection has not ended. Only between two answers. */
    boolean isQuiet() {
        try {
            int filled = endPoint.fill(buffer().getByteBuffer());
            return filled == 0;
        } catch (IOException e) {
            return false;
        } finally {
            release();
        }
    }

    /** Whether the next answer can come over this connection: this one has ended, and nothing follows it. */
    boolean isReusable() {
        RetainableByteBuffer present = buffer;
        return isEnded && !isAtEof && (present == null || !present.hasRemaining());
    }

    /** Gives the buffer back. */
    void release() {
        RetainableByteBuffer present = buffer;
        buffer = null;
        if (present != null) {
            present.release();
        }
    }

    /** What came behind an answer that ends the use of HTTP; {@code null} for nothing. */
    @Nullable
    ByteBuffer rest() {
        RetainableByteBuffer present = buffer;
        ByteBuffer rest = present == null || !present.hasRemaining()
                ? null
                : ByteBuffer.wrap(BufferUtil.toArray(present.getByteBuffer()));
        release();
        return rest;
    }

    int status() {
        return status;
    }

    /** The fields of the interim answer or head that was read. */
    HttpFields fields() {
        return fields;
    }

    AnswerHead head() {
        return new AnswerHead(version, status, fields);
    }

    @Nullable
    HttpFields trailers() {
        return trailers;
    }

    /** The part of the body that was read, which whoever takes it is to release. */
    Content.Chunk takeChunk() {
        Content.Chunk taken = Objects.requireNonNull(chunk);
        chunk = null;
        return taken;
    }

    @Override
    public void startResponse(HttpVersion newVersion, int newStatus, @Nullable String reason) {
        version = newVersion;
        status = newStatus;
        fields = HttpFields.build();
        parser.setHeadResponse(isHead);
    }

    private boolean isInterim() {
        return HttpStatus.isInformational(status) && status != HttpStatus.SWITCHING_PROTOCOLS_101;
    }

    @Override
    public void parsedHeader(HttpField field) {
        fields.add(field);
    }

    @Override
    public boolean headerComplete() {
        if (isInterim()) {
            return false;
        }
        part = Part.HEAD;
        return true;
    }

    @Override
    public boolean content(ByteBuffer bytes) {
        RetainableByteBuffer present = Objects.requireNonNull(buffer);
        present.retain();
        chunk = Content.Chunk.asChunk(bytes, false, present);
        part = Part.CHUNK;
        return true;
    }

    @Override
    public boolean contentComplete() {
        return false;
    }

    @Override
    public void parsedTrailer(HttpField field) {
        HttpFields.Mutable present = trailers;
        if (present == null) {
            present = HttpFields.build();
            trailers = present;
        }
        present.add(field);
    }

    @Override
    public boolean messageComplete() {
        part = isInterim() ? Part.INTERIM : Part.END;
        return true;
    }

    @Override
    public void earlyEOF() {
        failure = new EOFException("the worker's answer ended early");
    }

    @Override
    public void badMessage(HttpException malformed) {
        failure = (Throwable) malformed;
    }
}
