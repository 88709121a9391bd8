package org.resumelb.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.AsyncRequestContent;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.util.Callback;
import org.resumelb.endtoend.toolkit.Answer;
import org.resumelb.endtoend.toolkit.Client;
import org.resumelb.endtoend.toolkit.Load;

/**
 * Requests of every kind, by their number: mostly plain, among them uploads, errors, answers cut short, answers that
 * take too long, and clients that leave at any stage. Thread-safe.
 */
final class MixedRequests {
    private static final int CLASSES = 200;
    private static final int LARGE_BYTES = 200_000;
    private static final Executor AFTER_10_MILLIS = CompletableFuture.delayedExecutor(10, TimeUnit.MILLISECONDS);

    private final Client client;
    private final String url;

    MixedRequests(Client client, String url) {
        this.client = client;
        this.url = url;
    }

    Load.Shot shoot(long number) {
        String site = "site" + number % CLASSES;
        int kind = (int) (number % 200);
        if (kind < 3) {
            return leaving(kind, site);
        }
        return switch (kind) {
            case 3, 4, 5 -> shot("error", get(site, "?status=500"));
            case 6 -> shot("exception", get(site, "?fail=throw"));
            case 7 -> shot("cut", get(site, "?fail=cut&size=" + LARGE_BYTES));
            case 8 -> number % 2000 == 8 ? shot("timeout", get(site, "?async=true&delay=12000")) : plain(site);
            case 9, 10 -> shot("large", get(site, "?size=" + LARGE_BYTES));
            case 11, 12, 13, 14 -> shot("async", get(site, "?async=true&delay=5"));
            default -> kind < 35 ? echo(site, number) : plain(site);
        };
    }

    private Load.Shot leaving(int stage, String site) {
        return switch (stage) {
            case 0 -> {
                Request waiting = get(site, "?async=true&delay=60");
                Load.Shot shot = shot("left waiting", waiting);
                AFTER_10_MILLIS.execute(() -> abort(waiting));
                yield shot;
            }
            case 1 -> {
                Request reading = get(site, "?size=" + 10 * LARGE_BYTES);
                reading.onResponseContent((response, content) -> abort(reading));
                yield shot("left reading", reading);
            }
            default -> {
                AsyncRequestContent body = new AsyncRequestContent();
                body.write(ByteBuffer.wrap("the beginning of a text".getBytes(StandardCharsets.UTF_8)), Callback.NOOP);
                Load.Shot shot = shot(
                        "left writing", client.request(HttpMethod.POST, url).body(body));
                AFTER_10_MILLIS.execute(() -> body.fail(new IOException("the client leaves")));
                yield shot;
            }
        };
    }

    private static void abort(Request request) {
        var unused = request.abort(new IOException("the client leaves"));
    }

    private Load.Shot plain(String site) {
        return shot("plain", get(site, ""));
    }

    private Load.Shot echo(String site, long number) {
        String text = (site + " " + number + "\n").repeat(1 + (int) (number % 500));
        Request request = client.postOf(text, url).headers(headers -> headers.put("Host", site));
        return new Load.Shot("echo", client.send(request).thenApply(answer -> same(text, answer)));
    }

    private static Answer same(String text, Answer answer) {
        return !answer.isOk() || answer.body().equals(text)
                ? answer
                : new Answer(answer.status(), answer.headers(), "", new IOException("another text came back"));
    }

    private Request get(String site, String query) {
        return client.getFor(site, url + query);
    }

    private Load.Shot shot(String kind, Request request) {
        return new Load.Shot(kind, client.send(request));
    }

    static void assertEndedAsTheyShould(Load load) {
        for (String kind : new String[] {"plain", "echo", "large", "async"}) {
            assertAll(load, kind, "200");
        }
        assertAll(load, "error", "500");
        assertAll(load, "exception", "500");
        assertAll(load, "timeout", "504");
        assertAll(load, "cut", "failed");
        for (String kind : new String[] {"left waiting", "left reading", "left writing"}) {
            assertTrue(load.count(kind, "failed") > 0, load::toString);
        }
    }

    private static void assertAll(Load load, String kind, String outcome) {
        assertTrue(load.count(kind) > 0, kind);
        assertEquals(load.count(kind), load.count(kind, outcome), load::toString);
    }
}
