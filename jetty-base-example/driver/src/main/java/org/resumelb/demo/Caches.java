package org.resumelb.demo;

import org.jspecify.annotations.Nullable;

/**
 * What workers' caches keep.
 *
 * @param wholePages whether a page is one record, instead of several that pages share
 * @param records how many each keeps, or null for the workers' share of what the log needs
 * @param bytes how many bytes of whole pages each keeps, in place of records, or null
 */
record Caches(
        boolean wholePages,
        @Nullable Integer records,
        @Nullable Long bytes) {
    /** The workers' share of what the log needs. */
    static final Caches USUAL = new Caches(false, null, null);
}
