package org.resumelb.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The text of a file that lists workers, one per line. Blank lines and lines that start with {@code #} are ignored. */
public final class WorkerList {
    private WorkerList() {}

    /**
     * Reads all workers.
     *
     * @throws IllegalArgumentException if the text lists no worker, or a line is wrong; the message names the line and
     *     the expected form
     */
    public static List<WorkerAddress> parse(String text) {
        if (text.isBlank()) {
            // More likely a file being written than a wish to have no worker at all.
            throw new IllegalArgumentException(
                    "empty (expected: one worker a line; to have none, a comment that begins with #)");
        }
        List<WorkerAddress> workers = new ArrayList<>();
        Set<String> names = new TreeSet<>();
        List<String> lines = text.lines().map(String::strip).toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.isEmpty() && !line.startsWith("#")) {
                workers.add(worker(i + 1, line, names));
            }
        }
        return List.copyOf(workers);
    }

    private static WorkerAddress worker(int number, String line, Set<String> names) {
        try {
            WorkerAddress worker = WorkerAddress.parse(line);
            if (!names.add(worker.name())) {
                throw new IllegalArgumentException(line + " (expected: each host:port once)");
            }
            return worker;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("line " + number + ": " + e.getMessage(), e);
        }
    }
}
