package org.resumelb.newspaper.archive;

/**
 * Ids of the newspaper's records, made from their names: so any host and path of any log leads to its records without a
 * look-up, and the same log makes the same ids everywhere. 64 bits make it very unlikely that two names share an id.
 */
final class RecordId {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private RecordId() {}

    static long site(String host) {
        return mix(hash(hash(FNV_OFFSET, "site"), host));
    }

    static long section(String host, String name) {
        return mix(hash(hash(hash(FNV_OFFSET, "section"), host), name));
    }

    static long article(String host, String target) {
        return mix(hash(hash(hash(FNV_OFFSET, "article"), host), target));
    }

    /** FNV-1a over the characters, closed by one that no name has, so that "ab","c" differs from "a","bc". */
    private static long hash(long start, String text) {
        long hash = start;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        return (hash ^ 0xFFFF) * FNV_PRIME;
    }

    /** Spreads what FNV leaves in the low bits over all of them (the last step of MurmurHash3). */
    private static long mix(long hash) {
        long mixed = hash;
        mixed = (mixed ^ (mixed >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }
}
