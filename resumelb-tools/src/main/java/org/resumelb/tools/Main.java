package org.resumelb.tools;

import org.resumelb.tools.console.CommandLines;
import org.resumelb.tools.simulation.ReportCommand;
import org.resumelb.tools.zookeeper.SetCommand;
import org.resumelb.tools.zookeeper.TreeCommand;
import org.resumelb.tools.zookeeper.UnsetCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code resumelb}. Exit code 0: done; 1: failed; 2: wrong arguments. */
@Command(
        name = "resumelb",
        description = "Tools for the resumelb load balancer.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            ReplayCommand.class,
            SimulateCommand.class,
            ReportCommand.class,
            TreeCommand.class,
            SetCommand.class,
            UnsetCommand.class
        },
        footer = {"", "Exit code: 0 done, 1 failed, 2 wrong arguments."})
public final class Main implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before it runs the command
    private CommandSpec spec;

    private Main() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return CommandLines.of(new Main());
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "a command is missing (expected: one of "
                        + String.join(", ", spec.subcommands().keySet()) + "; see --help)");
    }
}
