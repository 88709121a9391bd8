package org.resumelb.tools.checkworker;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.resumelb.tools.console.ConnectionFailure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code resumelb check-worker}. */
@Command(
        name = "check-worker",
        description = {
            "Plays a load balancer's part against a worker and says what is wrong with its answers.",
            "Sends two requests to the application, of classes of their own; with a token they are forgotten again."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Exit code: 0 right, 1 something is wrong, 2 wrong arguments."})
public final class CheckWorkerCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli, like all below
    private CommandSpec spec;

    @Parameters(paramLabel = "WORKER_URL", description = "http(s)://host:port, with the context if it is not the root")
    @SuppressWarnings("NullAway.Init")
    private String url;

    @Option(names = "--token-file", paramLabel = "FILE", description = "file with the secret of the workers")
    private @Nullable Path tokenFile;

    @Option(
            names = "--management-path",
            paramLabel = "PATH",
            defaultValue = "/.resumelb",
            description = "where the worker publishes (default: ${DEFAULT-VALUE})")
    @SuppressWarnings("NullAway.Init")
    private String managementPath;

    @Option(
            names = "--path",
            paramLabel = "PATH",
            defaultValue = "/",
            description = "a page of the application (default: ${DEFAULT-VALUE})")
    @SuppressWarnings("NullAway.Init")
    private String path;

    /** For picocli. */
    public CheckWorkerCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        WorkerUnderCheck worker = new WorkerUnderCheck(uri(), managementPath, token());
        PrintWriter out = spec.commandLine().getOut();
        try {
            Verdicts verdicts = new WorkerCheck(worker, path).run();
            verdicts.lines().forEach(out::println);
            out.println(verdicts.countWrong() == 0 ? "A worker." : verdicts.countWrong() + " wrong: docs/protocol.md");
            out.flush();
            return verdicts.countWrong() == 0 ? 0 : 1;
        } catch (IOException e) {
            spec.commandLine()
                    .getErr()
                    .println(spec.qualifiedName() + ": " + worker.url() + " cannot be reached: "
                            + ConnectionFailure.reason(e));
            return 1;
        }
    }

    private URI uri() {
        if (url.matches("https?://[^/?#@\\s]+(/[^?#\\s]*)?")) {
            return URI.create(url);
        }
        throw new ParameterException(spec.commandLine(), url + " (expected: http(s)://host:port[/context])");
    }

    private @Nullable String token() {
        if (tokenFile == null) {
            return null;
        }
        try {
            return Files.readString(tokenFile).strip();
        } catch (IOException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--token-file: " + tokenFile + " (expected: a readable file with the secret)",
                    e);
        }
    }
}
