package org.resumelb.tools.log;

/** Fills in sizes that a log does not contain. Stateless. */
public final class LoggedSizes {
    private LoggedSizes() {}

    /**
     * The size of each object; an unknown one is assumed to be the mean of the others.
     *
     * @param sizes in bytes, 0 if unknown
     * @return bytes, at least 1
     */
    public static int[] completed(long[] sizes) {
        long mean = mean(sizes);
        int[] completed = new int[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            long size = sizes[i] > 0 ? sizes[i] : mean;
            completed[i] = (int) Math.max(1, Math.min(size, Integer.MAX_VALUE));
        }
        return completed;
    }

    private static long mean(long[] sizes) {
        double sum = 0;
        long known = 0;
        for (long size : sizes) {
            sum += size;
            known += size > 0 ? 1 : 0;
        }
        return known == 0 ? 1 : (long) (sum / known);
    }
}
