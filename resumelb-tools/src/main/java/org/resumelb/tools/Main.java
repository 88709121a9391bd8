package org.resumelb.tools;

import org.resumelb.tools.checkworker.CheckWorkerCommand;
import org.resumelb.tools.console.CommandLines;
import org.resumelb.tools.operate.CheckCommand;
import org.resumelb.tools.operate.DrainCommand;
import org.resumelb.tools.operate.ExplainCommand;
import org.resumelb.tools.operate.ForgetCommand;
import org.resumelb.tools.operate.ReloadCommand;
import org.resumelb.tools.operate.ResumeCommand;
import org.resumelb.tools.operate.StatusCommand;
import org.resumelb.tools.operate.UndrainCommand;
import org.resumelb.tools.simulation.ReportCommand;
import org.resumelb.tools.trace.TraceCommand;
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
            UnsetCommand.class,
            StatusCommand.class,
            ResumeCommand.class,
            ExplainCommand.class,
            DrainCommand.class,
            UndrainCommand.class,
            ForgetCommand.class,
            ReloadCommand.class,
            CheckCommand.class,
            CheckWorkerCommand.class,
            CheckConfigCommand.class,
            TraceCommand.class,
            CompletionCommand.class
        },
        footer = {
            "",
            "Exit code: 0 done, 1 failed, 2 wrong arguments; of check: 0 ok, 1 warning, 2 critical, 3 unknown."
        })
public final class Main implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before it runs the command
    private CommandSpec spec;

    private Main() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** The command, for programs that run it in their own process. */
    public static CommandLine commandLine() {
        CommandLine line = CommandLines.of(new Main());
        line.getSubcommands().values().forEach(each -> each.getCommandSpec().versionProvider(new Version()));
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "a command is missing (expected: one of "
                        + String.join(", ", spec.subcommands().keySet()) + "; see --help)");
    }
}
