package org.resumelb.tools.simulation;

import org.jspecify.annotations.Nullable;

/**
 * Requests in the order in which they were recorded, each for one object. Immutable as long as the caller does not
 * change the arrays, which are not copied.
 *
 * @param objects the object number of each request, starting at 0
 * @param sites the class number of each object, starting at 0
 * @param names the name of each class
 * @param weights the weight of each object in a cache, at least 1; {@code null} if each weighs 1
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; millions of numbers
public record RecordedRequests(int[] objects, int[] sites, String[] names, int @Nullable [] weights) {
    /** Checks that there is a request. */
    public RecordedRequests {
        if (objects.length == 0) {
            throw new IllegalArgumentException("requests: none (expected: at least one)");
        }
    }

    /** The requests from the first to the last, over and over. */
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
