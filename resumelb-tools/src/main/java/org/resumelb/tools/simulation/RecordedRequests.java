package org.resumelb.tools.simulation;

import org.jspecify.annotations.Nullable;

/**
 * Requests in the order in which they were recorded, each for one object. Immutable, though the arrays are not copied:
 * whoever gives them leaves them as they are.
 *
 * @param objects of each request its object's number, from 0
 * @param sites of each object the number of its class, from 0
 * @param names of each class its name
 * @param weights of each object what it takes of a cache, at least 1; {@code null} when each takes 1
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; millions of numbers
public record RecordedRequests(int[] objects, int[] sites, String[] names, int @Nullable [] weights) {
    /** Requires that there is a request. */
    public RecordedRequests {
        if (objects.length == 0) {
            throw new IllegalArgumentException("requests: none (expected: at least one)");
        }
    }

    /** The requests from the first to the last, and again. */
    Workload workload() {
        return new Workload() {
            private int position;

            @Override
            public Request next() {
                int object = objects[position];
                position = (position + 1) % objects.length;
                int[] weight = weights == null ? null : new int[] {weights[object]};
                return new Request(sites[object], (int) (object * 0x9E3779B1L), new long[] {object}, weight);
            }

            @Override
            public int sites() {
                return names.length;
            }

            @Override
            public String nameOf(int site) {
                return names[site];
            }
        };
    }
}
