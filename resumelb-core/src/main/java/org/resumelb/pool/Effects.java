package org.resumelb.pool;

import java.util.ArrayList;
import java.util.List;

/** Calls to make, in order, once the pool's lock has been released. Filled while the lock is held, used once. */
final class Effects {
    private List<Outbox.Call> calls = List.of();

    void add(Outbox.Call call) {
        if (calls.isEmpty()) {
            calls = new ArrayList<>(2);
        }
        calls.add(call);
    }

    void grant(Receiver receiver, Lease lease) {
        add(new Outbox.Call() {
            @Override
            public void make() {
                lease.tellSelected();
                receiver.granted(lease);
            }

            @Override
            public void failed() {
                lease.close(Outcome.ABORTED);
            }
        });
    }

    void refuse(Receiver receiver) {
        add(receiver::refused);
    }

    List<Outbox.Call> calls() {
        return calls;
    }
}
