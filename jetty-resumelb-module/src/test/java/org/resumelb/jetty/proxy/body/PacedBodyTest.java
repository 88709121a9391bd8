package org.resumelb.jetty.proxy.body;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.client.AsyncRequestContent;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.resumelb.jetty.client.RequestBody;
import org.resumelb.jetty.testing.ManualScheduler;

/** A body has to come at 100 bytes a second, but for the first ten seconds. */
class PacedBodyTest {
    private final ManualScheduler scheduler = new ManualScheduler();
    private final AtomicLong nanos = new AtomicLong();
    private final AsyncRequestContent client = new AsyncRequestContent();
    private final List<TimeoutException> tooSlow = new ArrayList<>();
    private final PacedBody body = new PacedBody(whole(client), 100, scheduler, nanos::get, tooSlow::add);

    private static RequestBody whole(AsyncRequestContent client) {
        return new RequestBody() {
            @Override
            public @Nullable HttpFields trailers() {
                return null;
            }

            @Override
            public Content.@Nullable Chunk read() {
                return client.read();
            }

            @Override
            public void demand(Runnable demandCallback) {
                client.demand(demandCallback);
            }

            @Override
            public void fail(Throwable failure) {
                client.fail(failure);
            }
        };
    }

    private void passes(long seconds) {
        for (long i = 0; i < seconds; i++) {
            nanos.addAndGet(1_000_000_000L);
            scheduler.advance(1_000);
        }
    }

    private void clientSends(int bytes) {
        client.write(false, BufferUtil.toBuffer("x".repeat(bytes), StandardCharsets.US_ASCII), Callback.NOOP);
    }

    private void workerTakesAll() {
        for (Content.Chunk chunk = body.read(); chunk != null; chunk = chunk.isLast() ? null : body.read()) {
            chunk.release();
        }
    }

    private void workerWaits() {
        body.demand(() -> {});
    }

    @Test
    void aBodyThatIsThereCostsNoTimer() {
        clientSends(10);
        client.close();
        workerTakesAll();
        assertEquals(List.of(), scheduler.delaysMillis());
    }

    @Test
    void aBodyThatTricklesIsCutOnceAfterTheFreeTime() {
        workerTakesAll();
        workerWaits();
        for (int second = 0; second < 9; second++) {
            passes(1);
            clientSends(1);
            workerTakesAll();
            workerWaits();
        }
        assertEquals(List.of(), tooSlow);
        passes(5);
        assertEquals(1, tooSlow.size());
        assertTrue(String.valueOf(tooSlow.get(0).getMessage()).startsWith("a body of 9 bytes in "));
        passes(100);
        assertEquals(1, tooSlow.size());
        assertEquals(List.of(), scheduler.delaysMillis());
    }

    @Test
    void aBodyThatComesFastEnoughMayComeForEver() {
        workerTakesAll();
        for (int second = 0; second < 1_000; second++) {
            workerWaits();
            passes(1);
            clientSends(101);
            workerTakesAll();
        }
        assertEquals(List.of(), tooSlow);
    }

    @Test
    void whatCameEarlyMakesUpForAPause() {
        clientSends(2_000);
        workerTakesAll();
        workerWaits();
        passes(29);
        assertEquals(List.of(), tooSlow);
        passes(3);
        assertEquals(1, tooSlow.size());
    }

    @Test
    void aSlowWorkerIsNoFaultOfTheClients() {
        workerTakesAll();
        workerWaits();
        clientSends(1);
        passes(1_000);
        assertEquals(List.of(), tooSlow);
        workerTakesAll();
        workerWaits();
        passes(20);
        assertEquals(1, tooSlow.size());
    }

    @Test
    void aFailedBodyIsWatchedNoMore() {
        workerTakesAll();
        workerWaits();
        body.fail(new IllegalStateException("the worker is lost"));
        assertEquals(List.of(), scheduler.delaysMillis());
        passes(100);
        assertEquals(List.of(), tooSlow);
    }
}
