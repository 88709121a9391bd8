package org.resumelb.tools.advice;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.resumelb.tools.console.ProgressLine;

/** Reads logs, studies them, and reports the result. Used by one thread. */
public final class Advice {
    private final List<Path> logs;
    private final PrintWriter out;

    /** Creates advice about logs. */
    public Advice(List<Path> logs, PrintWriter out) {
        this.logs = List.copyOf(logs);
        this.out = out;
    }

    /**
     * Studies the logs and writes the result.
     *
     * @param options what to try
     * @param output what to write besides the text
     * @return which files could not be read to their end
     * @throws IOException if there is nothing to read, or something cannot be written
     * @throws IllegalArgumentException if the options do not fit the log
     */
    public List<String> give(AdviceOptions options, Output output) throws IOException, InterruptedException {
        StudySettings settings = options.settings();
        Sample sample = SampleReader.read(logs, options.requests());
        options.check(sample.hasSizes());
        Findings findings = study(sample, settings);
        Verdict verdict = Verdict.of(findings);
        String json = output.json() == null ? "" : JsonReport.write(logs, findings, verdict);
        if (Output.STANDARD.equals(output.json())) {
            out.print(json);
        } else {
            out.print(new Report(logs, findings, verdict).text());
        }
        out.flush();
        write(output.json(), json);
        Path html = output.html();
        if (html != null) {
            Files.writeString(html, HtmlReport.write(logs, findings, verdict), StandardCharsets.UTF_8);
        }
        return sample.reading().earlyEnds();
    }

    /** Progress is shown only on a terminal; elsewhere the output consists of the result alone. */
    private static Findings study(Sample sample, StudySettings settings) throws InterruptedException {
        ProgressLine progress =
                new ProgressLine(System.err, ProgressLine.onTerminal(), "simulations", Study.simulations(settings));
        Findings findings = Study.of(sample, settings, done -> {
            if (ProgressLine.onTerminal()) {
                synchronized (progress) {
                    progress.show(done, 0);
                }
            }
        });
        progress.end();
        return findings;
    }

    private static void write(@Nullable String file, String content) throws IOException {
        if (file != null && !file.equals(Output.STANDARD)) {
            Files.writeString(Path.of(file), content, StandardCharsets.UTF_8);
        }
    }

    /**
     * What to write besides the text.
     *
     * @param json file, or {@link #STANDARD} for JSON instead of the text
     * @param html file for a page with charts
     */
    public record Output(@Nullable String json, @Nullable Path html) {
        /** Stands for the standard output. */
        public static final String STANDARD = "-";
    }
}
