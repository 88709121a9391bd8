package org.resumelb.tools;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.resumelb.settings.IniProperties;
import org.resumelb.settings.Setting;
import org.resumelb.settings.SettingValues;
import org.resumelb.settings.SettingsTable;
import org.resumelb.tools.console.BaseProperties;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code resumelb check-config}. */
@Command(
        name = "check-config",
        description =
                "Checks the configuration of a Jetty base without serving. If Jetty's home is known, it checks everything,"
                        + " the classifier included, and prints what would be in force; otherwise only the names and forms"
                        + " of settings.",
        mixinStandardHelpOptions = true)
final class CheckConfigCommand implements Callable<Integer> {
    /** Matches lines of Jetty's log, which the user did not ask for. */
    private static final Pattern LOG_LINE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2} .*");

    private static final int LIMIT_SECONDS = 120;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli, like all below
    private CommandSpec spec;

    @Parameters(paramLabel = "BASE", description = "folder with start.ini or start.d")
    @SuppressWarnings("NullAway.Init")
    private Path base;

    @Option(
            names = "--jetty-home",
            paramLabel = "DIR",
            description = "folder with start.jar (default: environment variable JETTY_HOME)")
    private @Nullable Path jettyHome;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!BaseProperties.isBase(base)) {
            throw new ParameterException(
                    spec.commandLine(), "BASE: " + base + " (expected: a folder with start.ini or start.d)");
        }
        Path start = startJar();
        return start == null ? checkForms() : checkAll(start);
    }

    /** Jetty's start.jar; null if its location is unknown. */
    private @Nullable Path startJar() {
        String fromEnvironment = System.getenv("JETTY_HOME");
        Path home = jettyHome != null ? jettyHome : fromEnvironment == null ? null : Path.of(fromEnvironment);
        if (home == null) {
            return null;
        }
        Path jar = home.resolve("start.jar");
        if (!Files.isRegularFile(jar)) {
            throw new ParameterException(
                    spec.commandLine(), "--jetty-home: " + home + " (expected: a folder with start.jar)");
        }
        return jar.toAbsolutePath();
    }

    private int checkForms() {
        Map<String, String> properties = IniProperties.of(base);
        try {
            SettingsTable.requireKnown(properties.keySet());
            SettingValues values = SettingValues.of(properties, base);
            List.of(SettingsTable.BALANCER, SettingsTable.WORKER, SettingsTable.REQUEST_LOG)
                    .forEach(settings -> settings.forEach(setting -> check(setting, values)));
        } catch (IllegalArgumentException e) {
            spec.commandLine().getErr().println(spec.qualifiedName() + ": " + e.getMessage());
            return spec.exitCodeOnExecutionException();
        }
        print(
                spec.commandLine().getOut(),
                List.of(
                        "names and forms of " + properties.size()
                                + " settings are right; the classifier and files were not read (expected: --jetty-home or JETTY_HOME)"));
        return 0;
    }

    private static void check(Setting<?> setting, SettingValues values) {
        var unused = values.get(setting);
    }

    private int checkAll(Path startJar) throws IOException, InterruptedException {
        Path out = Files.createTempFile("resumelb-check", ".out");
        Path err = Files.createTempFile("resumelb-check", ".err");
        try {
            int code = run(startJar, out, err);
            print(spec.commandLine().getOut(), lines(out));
            if (code != 0) {
                print(spec.commandLine().getErr(), lines(err));
            }
            return code == 0 ? 0 : spec.exitCodeOnExecutionException();
        } finally {
            Files.deleteIfExists(out);
            Files.deleteIfExists(err);
        }
    }

    private int run(Path startJar, Path out, Path err) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(java, "-jar", startJar.toString(), "resumelb.check=true")
                .directory(base.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(
                    base + ": the check did not end within " + LIMIT_SECONDS + " s (expected: the module resumelb)");
        }
        return process.exitValue();
    }

    private static List<String> lines(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank() && !LOG_LINE.matcher(line).matches())
                .toList();
    }

    private static void print(PrintWriter to, List<String> lines) {
        lines.forEach(to::println);
        to.flush();
    }
}
