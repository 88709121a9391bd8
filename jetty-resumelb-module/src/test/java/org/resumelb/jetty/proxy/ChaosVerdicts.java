package org.resumelb.jetty.proxy;

import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.resumelb.jetty.proxy.ChaosWorker.Deed;

/** Judges the answers of one client by what workers did to its requests. Not thread-safe. */
final class ChaosVerdicts {
    private final Map<String, Set<Deed>> ledger;
    private final Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    private final Queue<String> complaints = new ArrayDeque<>();
    private String before = "nothing";

    /** How a request ended, in the light of what workers did to it. */
    enum Verdict {
        SERVED,
        /** Failed as a worker had it fail. */
        EXPLAINED,
        /** A GET answered with 502 though no worker's answer broke off: two workers were lost over it. */
        LOST_TWICE,
        /** A POST that failed, or a request of which the client did not await the answer. */
        UNJUDGED,
        WRONG
    }

    /** An answer; of status 0 when none came. */
    record Answer(int status, boolean whole, String body) {}

    ChaosVerdicts(Map<String, Set<Deed>> ledger) {
        this.ledger = ledger;
    }

    Map<Verdict, Integer> counts() {
        return counts;
    }

    Queue<String> complaints() {
        return complaints;
    }

    /** What came before on the same connection, for complaints. */
    void follows(String what) {
        before = what;
    }

    void judge(String target, Answer answer) {
        Set<Deed> deeds = ledger.getOrDefault(target, Set.of());
        if (answer.status == 200 && answer.whole && answer.body.equals(target)) {
            count(Verdict.SERVED, target);
        } else if (explains(deeds, answer)) {
            count(Verdict.EXPLAINED, target);
        } else {
            String what = target + ": " + answer.status + " after " + deeds + ", behind " + before;
            count(answer.status == 502 ? Verdict.LOST_TWICE : Verdict.WRONG, what);
        }
        before = target + " " + answer.status;
    }

    private static boolean explains(Set<Deed> deeds, Answer answer) {
        return switch (answer.status) {
            // A worker that restarts cuts the answers that it has begun. Of such an answer nothing may have arrived.
            case 0 -> deeds.contains(Deed.CUT_BODY) || deeds.contains(Deed.TRICKLE);
            case 200 -> !answer.whole && (deeds.contains(Deed.CUT_BODY) || deeds.contains(Deed.TRICKLE));
            case 500 -> deeds.contains(Deed.ERROR);
            // Over HTTP/2 a reset may overtake the answer's beginning.
            case 502 ->
                deeds.contains(Deed.RESET_IN_HEADERS) || deeds.contains(Deed.TRICKLE) || deeds.contains(Deed.CUT_BODY);
            case 503 -> deeds.contains(Deed.UNAVAILABLE);
            case 504 -> deeds.contains(Deed.HANG);
            default -> false;
        };
    }

    void count(Verdict verdict, String what) {
        counts.merge(verdict, 1, Integer::sum);
        if ((verdict == Verdict.WRONG || verdict == Verdict.LOST_TWICE) && complaints.size() < 10) {
            complaints.add(what);
        }
    }

    /** Something that could not be done at all. */
    void wrong(String what) {
        count(Verdict.WRONG, what + ", behind " + before);
    }
}
