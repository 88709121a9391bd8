package org.resumelb.tools.replay;

import java.io.IOException;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpCookieStore;

/**
 * Plays the GET requests of a log against a server, each with the log's host, and measures the answers. The clients
 * form a closed loop: each has one request at a time. Redirects are not followed, cookies not kept, compressed bodies
 * not unpacked. One replay at a time; the caller closes the replayer.
 */
public final class Replayer implements AutoCloseable {
    private final ReplaySettings settings;
    private final HttpClient client = new HttpClient();

    /**
     * Creates a replayer that is ready to play.
     *
     * @throws IOException if the client cannot be started
     */
    public Replayer(ReplaySettings settings) throws IOException {
        this.settings = settings;
        client.setFollowRedirects(false);
        client.setHttpCookieStore(new HttpCookieStore.Empty());
        client.setMaxConnectionsPerDestination(settings.concurrency());
        client.setMaxRequestsQueuedPerDestination(settings.concurrency());
        client.setUserAgentField(null);
        start();
        client.getContentDecoderFactories().clear();
        client.getProtocolHandlers().clear();
    }

    private void start() throws IOException {
        try {
            client.start();
        } catch (Exception e) {
            throw new IOException("HTTP client cannot be started: " + e.getMessage(), e);
        }
    }

    /**
     * Plays a log and waits for the last answer.
     *
     * @param log supplies the requests; those other than GET are left out
     * @param requests maximum number of GET requests to play
     * @param observer called with the progress
     * @throws IOException if the log cannot be read to its end
     * @throws InterruptedException if the thread is interrupted; close the replayer then
     */
    public ReplayResult play(LogSource log, long requests, ReplayObserver observer)
            throws IOException, InterruptedException {
        return new Round(client, settings, log, requests).run(observer);
    }

    @Override
    public void close() throws IOException {
        try {
            client.stop();
        } catch (Exception e) {
            throw new IOException("HTTP client cannot be stopped: " + e.getMessage(), e);
        }
    }
}
