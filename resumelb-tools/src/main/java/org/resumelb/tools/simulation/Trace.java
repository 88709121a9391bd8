package org.resumelb.tools.simulation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * Recorded traffic: requests in their order, each of a class and with the objects it needs. Consecutive rows of equal
 * time and class are one request when the trace is said to be grouped. Immutable.
 */
final class Trace {
    final List<String> classes;
    final int[] requestClass;
    final int[] content;
    final long[][] objects;
    final int distinctObjects;

    private Trace(Builder from) {
        classes = List.copyOf(from.classNumbers.keySet().stream()
                .sorted(java.util.Comparator.comparing(from.classNumbers::get))
                .toList());
        requestClass = from.rows.stream().mapToInt(row -> row.requestClass).toArray();
        objects = from.rows.stream().map(Row::toArray).toArray(long[][]::new);
        content = from.rows.stream()
                .mapToInt(row -> (int) (row.objects.get(0) * 0x9E3779B1L))
                .toArray();
        distinctObjects = from.objectNumbers.size();
    }

    int requests() {
        return requestClass.length;
    }

    /**
     * Reads rows {@code time, class, object, bytes}, separated by tabs, compressed if the name ends in {@code .gz}.
     *
     * @throws IOException also when a row is malformed; the message names file and line
     */
    static Trace read(Path file, boolean grouped) throws IOException {
        Builder builder = new Builder(grouped);
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                String[] fields = line.split("\t", -1);
                if (fields.length < 3) {
                    throw new IOException(
                            file + " line " + number + ": " + line + " (expected: time, class, object, bytes)");
                }
                builder.add(fields[0], fields[1], fields[2]);
            }
        }
        return builder.build();
    }

    /** Collects requests from other sources than files of rows. Not thread-safe. */
    static final class Builder {
        private final Map<String, Integer> classNumbers = new HashMap<>();
        private final Map<String, Integer> objectNumbers = new HashMap<>();
        private final List<Row> rows = new ArrayList<>();
        private final boolean grouped;
        private String lastTime = "";

        Builder(boolean grouped) {
            this.grouped = grouped;
        }

        void add(String time, String requestClass, String object) {
            int number = classNumbers.computeIfAbsent(requestClass, name -> classNumbers.size());
            Row last = rows.isEmpty() ? null : rows.get(rows.size() - 1);
            if (last == null || !grouped || last.requestClass != number || !time.equals(lastTime)) {
                last = new Row(number, new ArrayList<>(1));
                rows.add(last);
            }
            lastTime = time;
            long objectNumber = objectNumbers.computeIfAbsent(object, name -> objectNumbers.size());
            last.objects.add(objectNumber);
        }

        Trace build() {
            if (rows.isEmpty()) {
                throw new IllegalArgumentException("trace: empty (expected: at least one request)");
            }
            return new Trace(this);
        }
    }

    private record Row(int requestClass, List<Long> objects) {
        long[] toArray() {
            return objects.stream().mapToLong(Long::longValue).toArray();
        }
    }
}
