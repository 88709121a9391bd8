package org.resumelb.jetty.proxy.body;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.content.AsyncContent;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A body that one attempt after the other reads. */
class LazyBodyTest {
    private final AsyncContent client = new AsyncContent();
    private final ClientBody body = new ClientBody(client, 6, false);

    @Test
    void theNextAttemptReadsAllFromTheBeginning() {
        body.keep();
        LazyBody first = new LazyBody(body, true);
        send("abc");
        assertEquals("abc", text(first.read()));
        assertTrue(body.rewind());
        LazyBody second = new LazyBody(body, true);
        send("def");
        client.close();
        assertEquals("abc", text(second.read()));
        assertEquals("def", text(second.read()));
        assertTrue(body.hasEnded());
    }

    @Test
    void anAttemptThatWasAboutToReadTakesNothingFromTheNext() {
        body.keep();
        LazyBody first = new LazyBody(body, true);
        send("abc");
        assertEquals("abc", text(first.read()));
        assertTrue(body.rewind());
        // It has not heard of its failure yet.
        assertTrue(Content.Chunk.isFailure(Objects.requireNonNull(first.read())));
        LazyBody second = new LazyBody(body, true);
        assertTrue(Content.Chunk.isFailure(Objects.requireNonNull(first.read())));
        assertEquals("abc", text(second.read()));
    }

    @Test
    void anAttemptThatWaitedForMoreDoesNotKeepTheNextFromHearing() {
        body.keep();
        LazyBody first = new LazyBody(body, true);
        AtomicInteger old = new AtomicInteger();
        first.demand(old::incrementAndGet);
        assertTrue(body.rewind());
        LazyBody second = new LazyBody(body, true);
        AtomicInteger heard = new AtomicInteger();
        second.demand(heard::incrementAndGet);
        first.demand(old::incrementAndGet);
        assertEquals(1, old.get(), "so that it reads of its failure");
        send("abcdef");
        assertEquals(1, heard.get());
        assertEquals("abcdef", text(second.read()));
    }

    private void send(String text) {
        client.write(false, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), Callback.NOOP);
    }

    private static String text(Content.@Nullable Chunk chunk) {
        return StandardCharsets.UTF_8
                .decode(Objects.requireNonNull(chunk).getByteBuffer())
                .toString();
    }
}
