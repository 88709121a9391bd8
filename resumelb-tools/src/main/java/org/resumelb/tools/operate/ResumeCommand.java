package org.resumelb.tools.operate;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.resumelb.tools.console.AtLeastOne;
import org.resumelb.tools.console.BaseProperties;
import org.resumelb.tools.console.JsonTree;
import org.resumelb.tools.console.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code resumelb resume}. */
@Command(
        name = "resume",
        description = "Shows the résumés of workers: which classes they are skilled at.",
        mixinStandardHelpOptions = true)
public final class ResumeCommand implements Callable<Integer> {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli, like all below
    private CommandSpec spec;

    @Parameters(
            paramLabel = "WORKER_URL",
            arity = "1..*",
            description = "http(s)://host:port, with the context if it is not the root",
            converter = ContextUri.class)
    @SuppressWarnings("NullAway.Init")
    private List<URI> workers;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "file with the secret of the workers (default: resumelb.tokenFile of the base)")
    private @Nullable Path tokenFile;

    @Option(
            names = "--management-path",
            paramLabel = "PATH",
            description = "where workers publish (default: resumelb.managementPath of the base, or /.resumelb)")
    private @Nullable String managementPath;

    @Option(
            names = "--top",
            paramLabel = "N",
            defaultValue = "50",
            description = "show so many classes at most, those with most requests first (default: ${DEFAULT-VALUE})",
            converter = AtLeastOne.class)
    private int top;

    @Option(names = "--json", description = "print the résumé as JSON, whole; of several workers, an object by URL")
    private boolean json;

    private final BaseProperties base = BaseProperties.here();

    /** For picocli. */
    public ResumeCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        String token = BalancerOptions.token(spec, tokenFile == null ? base.file("tokenFile") : tokenFile);
        AdminClient client = new AdminClient(TIMEOUT, token);
        String path = managementPath == null ? base.value("managementPath", "/.resumelb") : managementPath;
        Map<String, @Nullable Object> resumes = new LinkedHashMap<>();
        PrintWriter out = spec.commandLine().getOut();
        int code = 0;
        for (URI worker : workers) {
            try {
                JsonTree resume = client.get(worker, path + "/resume");
                resumes.put(worker.toString(), resume.members());
                out.print(json ? "" : text(worker, resume));
                out.print(json && workers.size() == 1 ? resume.pretty() : "");
            } catch (IOException e) {
                spec.commandLine().getErr().println(spec.qualifiedName() + ": " + e.getMessage());
                code = spec.exitCodeOnExecutionException();
            }
        }
        out.print(json && workers.size() > 1 ? new JsonTree(resumes).pretty() : "");
        out.flush();
        return code;
    }

    private String text(URI worker, JsonTree resume) {
        JsonTree classes = resume.object("classes");
        List<String> names = classes.members().keySet().stream()
                .sorted(Comparator.comparingLong(
                                (String name) -> classes.object(name).whole("requests"))
                        .reversed())
                .collect(Collectors.toList());
        TextTable table = new TextTable("CLASS", ">REQUESTS/S", ">REQUESTS");
        for (String name : names.subList(0, Math.min(top, names.size()))) {
            JsonTree skill = classes.object(name);
            String score = String.format(Locale.ROOT, "%.1f", skill.number("score"));
            table.row(name.isEmpty() ? "(none)" : name, score, skill.whole("requests"));
        }
        String head = String.format(
                Locale.ROOT,
                "%s  worker %s, %d in flight, skilled at %d classes%s%n",
                worker,
                TextTable.printable(resume.text("worker")),
                resume.whole("inFlight"),
                names.size(),
                names.size() > top ? ", of which " + top + " are shown" : "");
        return head + (names.isEmpty() ? "" : table.text());
    }
}
