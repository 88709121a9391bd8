package org.resumelb.jetty.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.resumelb.discovery.Discovery;
import org.resumelb.discovery.DiscoveryState;
import org.resumelb.discovery.WorkerAddress;

/** Several sources as one. */
class CombinedDiscoveryTest {
    private final Source first = new Source("http://a:1");
    private final Source second = new Source("http://a:1/other", "http://b:2");
    private final CombinedDiscovery both = new CombinedDiscovery(List.of(first, second));
    private List<String> workers = List.of();

    private void start() {
        both.start(found -> workers = found.stream().map(WorkerAddress::text).toList());
    }

    @Test
    void membersAreAllThatAnySourceKnowsAndTheFirstSaysHowToReachThem() {
        start();
        assertEquals(List.of("http://a:1", "http://b:2"), workers);
    }

    @Test
    void whoLeavesOneSourceStaysWhileAnotherKnowsIt() {
        start();
        first.are();
        assertEquals(List.of("http://a:1/other", "http://b:2"), workers);
        second.are("http://c:3");
        assertEquals(List.of("http://c:3"), workers);
    }

    @Test
    void itIsAsWellAsItsLeastWellSource() {
        start();
        assertEquals(DiscoveryState.OK, both.state());
        second.state = new DiscoveryState(DiscoveryState.AWAY, "gone");
        assertEquals(second.state, both.state());
    }

    @Test
    void stoppedItReportsNothingAndStartedAgainOnlyWhatSourcesReportThen() {
        start();
        both.close();
        second.are("http://c:3");
        assertEquals(List.of("http://a:1", "http://b:2"), workers);
        second.atStart = List.of();
        start();
        assertEquals(List.of("http://a:1"), workers);
    }

    private static final class Source implements Discovery {
        private List<WorkerAddress> atStart;
        private DiscoveryState state = DiscoveryState.OK;
        private Consumer<Collection<WorkerAddress>> listener = workers -> {};

        Source(String... workers) {
            atStart = addresses(workers);
        }

        private static List<WorkerAddress> addresses(String... workers) {
            return Arrays.stream(workers).map(WorkerAddress::parse).toList();
        }

        void are(String... workers) {
            listener.accept(addresses(workers));
        }

        @Override
        public void start(Consumer<Collection<WorkerAddress>> newListener) {
            listener = newListener;
            newListener.accept(atStart);
        }

        @Override
        public DiscoveryState state() {
            return state;
        }

        @Override
        public void close() {}
    }
}
