package org.resumelb.tools;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.resumelb.tools.console.AtLeastOne;
import org.resumelb.tools.console.ProgressLine;
import org.resumelb.tools.console.ReadableFile;
import org.resumelb.tools.console.ServerUri;
import org.resumelb.tools.console.WritableFile;
import org.resumelb.tools.log.AccessLogReader;
import org.resumelb.tools.log.LogToItsEnd;
import org.resumelb.tools.replay.ReplayResult;
import org.resumelb.tools.replay.ReplaySettings;
import org.resumelb.tools.replay.Replayer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code resumelb replay}. */
@Command(
        name = "replay",
        description = "Plays the GETs of an access log against a server and shows how it answered.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class ReplayCommand implements Callable<Integer> {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int ERROR_STATUS = 500;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli, like all below
    private CommandSpec spec;

    @Parameters(
            paramLabel = "LOG",
            description = "access log in common or combined format, plain or gzip; the virtual host may come first",
            converter = ReadableFile.class)
    @SuppressWarnings("NullAway.Init")
    private Path log;

    @Option(
            names = "--target",
            paramLabel = "URL",
            required = true,
            description = "where to send all requests, such as http://127.0.0.1:8080",
            converter = ServerUri.class)
    @SuppressWarnings("NullAway.Init")
    private URI target;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            defaultValue = "16",
            description = "clients, each with one request at a time (default: ${DEFAULT-VALUE})",
            converter = AtLeastOne.class)
    private int concurrency;

    @Option(
            names = "--requests",
            paramLabel = "N",
            description = "play so many GETs at most (default: the whole log)",
            converter = AtLeastOne.class)
    private @Nullable Integer requests;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = "Host header of requests for which the log names none (default: the target's)")
    private @Nullable String host;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "also write the result as JSON",
            converter = WritableFile.class)
    private @Nullable Path json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (AccessLogReader reader = AccessLogReader.open(log, host == null ? target.getRawAuthority() : host);
                Replayer replayer = new Replayer(new ReplaySettings(target, concurrency, TIMEOUT, ERROR_STATUS))) {
            ProgressLine progress = new ProgressLine(
                    System.out, ProgressLine.onTerminal(), "requests", requests == null ? 0 : requests);
            LogToItsEnd source = new LogToItsEnd(log, reader);
            ReplayResult result =
                    replayer.play(source::next, requests == null ? Long.MAX_VALUE : requests, progress::show);
            progress.end();
            ReplayReport report = new ReplayReport(result, reader.lines(), reader.malformedLines());
            spec.commandLine().getOut().print(report.text());
            spec.commandLine().getOut().flush();
            if (json != null) {
                report.writeJson(json);
            }
            return exitCode(report, source.earlyEnd());
        }
    }

    private int exitCode(ReplayReport report, @Nullable String earlyEnd) {
        String problem = earlyEnd == null ? report.problem(log, target) : earlyEnd;
        if (problem != null) {
            spec.commandLine().getErr().println(spec.qualifiedName() + ": " + problem);
        }
        return problem == null ? 0 : spec.exitCodeOnExecutionException();
    }
}
