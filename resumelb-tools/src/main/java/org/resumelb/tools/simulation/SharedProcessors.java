package org.resumelb.tools.simulation;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Processors that all work shares: as long as there is no more of it than processors, each piece has one of its own, else
 * all pieces advance equally slower. Not thread-safe.
 */
final class SharedProcessors {
    /** What rounding may leave of a piece, in nanoseconds. */
    private static final double ROUNDING = 1;

    private final EventQueue events;
    private final double processors;
    private final PriorityQueue<Piece> pieces =
            new PriorityQueue<>(Comparator.comparingDouble(Piece::end).thenComparingLong(Piece::number));

    /** How much each piece that is under way since the beginning has been advanced, in nanoseconds. */
    private double advanced;

    private long asOf;
    private long begun;
    private long awaited;

    SharedProcessors(EventQueue events, double processors) {
        this.events = events;
        this.processors = processors;
    }

    /**
     * One piece of work.
     *
     * @param end how far all have been advanced when it is done
     */
    private record Piece(double end, long number, Event whenDone) {}

    /** Does some work that would take so long on a processor of its own. */
    void work(double nanos, Event whenDone) {
        if (Double.isInfinite(processors)) {
            events.after((long) nanos, whenDone);
            return;
        }
        advance();
        pieces.add(new Piece(advanced + nanos, begun++, whenDone));
        awaitNext();
    }

    private void advance() {
        advanced += (events.now() - asOf) * speed();
        asOf = events.now();
    }

    private double speed() {
        return Math.min(1, processors / Math.max(1, pieces.size()));
    }

    private void awaitNext() {
        Piece next = pieces.peek();
        if (next != null) {
            long mine = ++awaited;
            events.after((long) Math.ceil(Math.max(0, next.end - advanced) / speed()), () -> finish(mine));
        }
    }

    private void finish(long awaitedThen) {
        if (awaitedThen != awaited) {
            // More or less has been under way since.
            return;
        }
        advance();
        Piece next = pieces.poll();
        if (next != null && next.end <= advanced + ROUNDING) {
            awaitNext();
            next.whenDone.happen();
        } else if (next != null) {
            pieces.add(next);
            awaitNext();
        }
    }
}
