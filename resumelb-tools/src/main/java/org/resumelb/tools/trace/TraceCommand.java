package org.resumelb.tools.trace;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.resumelb.tools.console.AtLeastOne;
import org.resumelb.tools.console.JsonTree;
import org.resumelb.tools.console.ReadableFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code resumelb trace}. */
@Command(
        name = "trace",
        description =
                "Shows where requests spend their time, by an access log of the load balancer (resumelb-requestlog)"
                        + " or a trace log of a worker (the filter's traceLog).",
        mixinStandardHelpOptions = true)
public final class TraceCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli, like all below
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "the log", converter = ReadableFile.class)
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(
            names = "--top",
            paramLabel = "N",
            defaultValue = "10",
            description = "show so many classes and requests (default: ${DEFAULT-VALUE})",
            converter = AtLeastOne.class)
    private int top;

    @Option(names = "--json", description = "print the times of steps and classes as JSON")
    private boolean json;

    /** For picocli. */
    public TraceCommand() {}

    @Override
    public Integer call() throws IOException {
        TraceSummary summary = new TraceSummary(top);
        // A log may hold any bytes: Latin-1 keeps each of them.
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    add(summary, new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
                }
            }
        }
        if (summary.requests() == 0 && summary.unreadable() > 0) {
            throw new IOException(file + ": none of its " + summary.unreadable()
                    + " lines can be read (expected: a log of the module resumelb-requestlog, or of the filter's"
                    + " traceLog)");
        }
        if (summary.unreadable() > 0) {
            spec.commandLine()
                    .getErr()
                    .println(spec.qualifiedName() + ": " + summary.unreadable() + " lines cannot be read");
        }
        spec.commandLine().getOut().print(json ? new JsonTree(summary.members()).pretty() : summary.text());
        spec.commandLine().getOut().flush();
        return 0;
    }

    private static void add(TraceSummary summary, String line) {
        Timing timing = TimingParser.parse(line);
        if (timing == null) {
            summary.addUnreadable();
        } else {
            summary.add(timing);
        }
    }
}
