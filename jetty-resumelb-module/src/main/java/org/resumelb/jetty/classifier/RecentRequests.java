package org.resumelb.jetty.classifier;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The last 1,000 requests, for trying a classifier on them before it is put in force. Requests with very large heads
 * are left out. Thread-safe.
 */
final class RecentRequests {
    private static final int MOST = 1_000;

    private final AtomicReferenceArray<SeenRequest> ring = new AtomicReferenceArray<>(MOST);
    private final AtomicLong next = new AtomicLong();

    void add(SeenRequest request) {
        if (request.isOfModestSize()) {
            ring.lazySet((int) (next.getAndIncrement() % MOST), request);
        }
    }

    List<SeenRequest> all() {
        List<SeenRequest> all = new ArrayList<>();
        for (int i = 0; i < MOST; i++) {
            SeenRequest request = ring.get(i);
            if (request != null) {
                all.add(request);
            }
        }
        return all;
    }
}
