package org.resumelb.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That the benchmark measures what it says: requests go on and classes are at home somewhere. */
class ChoiceBenchmarkTest {
    @ParameterizedTest
    @ValueSource(strings = {"resume", "classic", "least-backlog"})
    void requestsGoOn(String policy) {
        ChoiceBenchmark benchmark = new ChoiceBenchmark();
        benchmark.policy = policy;
        benchmark.workers = 16;
        benchmark.classes = 500;
        benchmark.serve();
        int open = benchmark.open();
        for (int i = 0; i < 1000; i++) {
            benchmark.request();
        }
        assertEquals(open, benchmark.open(), 1);
        assertEquals(2 * benchmark.workers, open, 1);
    }
}
