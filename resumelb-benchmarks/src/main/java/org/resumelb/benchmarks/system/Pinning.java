package org.resumelb.benchmarks.system;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.resumelb.benchmarks.proxy.Processes;

/** Gives what is compared a processor of its own, where there are several and the system can do it. */
final class Pinning {
    private static final boolean POSSIBLE = Runtime.getRuntime().availableProcessors() > 1 && Processes.has("taskset");

    private Pinning() {}

    static boolean isPossible() {
        return POSSIBLE;
    }

    /** The command, on this processor. */
    static String[] on(int processor, String... command) {
        List<String> all = new ArrayList<>(List.of(command));
        if (POSSIBLE) {
            all.addAll(0, List.of("taskset", "-c", "" + processor));
        }
        return all.toArray(String[]::new);
    }

    /** Has this process run on all processors but the first. */
    static void leaveTheFirst() throws IOException, InterruptedException {
        if (POSSIBLE) {
            int last = Runtime.getRuntime().availableProcessors() - 1;
            new ProcessBuilder(
                            "taskset",
                            "-acp",
                            "1-" + last,
                            "" + ProcessHandle.current().pid())
                    .redirectErrorStream(true)
                    .start()
                    .waitFor();
        }
    }
}
