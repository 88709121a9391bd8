package org.resumelb.benchmarks.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.resumelb.benchmarks.proxy.Processes;

/** The workers' process. */
final class RunningNewspapers implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private final Writer questions;
    private final List<String> urls;

    private RunningNewspapers(Process process) throws IOException {
        this.process = process;
        answers = process.inputReader(StandardCharsets.UTF_8);
        questions = process.outputWriter(StandardCharsets.UTF_8);
        String line = answers.readLine();
        if (line == null || !line.startsWith("urls ")) {
            throw new IOException("the workers did not start: " + line);
        }
        urls = List.of(line.substring("urls ".length()).split(",", -1));
    }

    static RunningNewspapers start(int workers, int capacity) throws IOException {
        // It has the processors that this process has.
        return new RunningNewspapers(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Newspapers.class.getName(),
                        "" + workers,
                        "" + capacity)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    List<String> urls() {
        return urls;
    }

    /** What they did since this was asked last: objects loaded, requests, those of the busiest, and the overlap of caches. */
    double[] figures() throws IOException {
        questions.write("?\n");
        questions.flush();
        String[] words = answers.readLine().split(" ", -1);
        return new double[] {
            Double.parseDouble(words[0]),
            Double.parseDouble(words[1]),
            Double.parseDouble(words[2]),
            Double.parseDouble(words[3])
        };
    }

    @Override
    public void close() {
        Processes.end(process);
    }
}
