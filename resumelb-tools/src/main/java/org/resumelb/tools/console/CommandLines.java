package org.resumelb.tools.console;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Conventions of all our commands: a wrong argument gives one line and exit code 2, a failure gives one line and exit
 * code 1.
 */
public final class CommandLines {
    private CommandLines() {}

    /** Creates a command line for an annotated command. */
    public static CommandLine of(Object command) {
        return new CommandLine(command)
                .setParameterExceptionHandler(CommandLines::wrongArgument)
                .setExecutionExceptionHandler(CommandLines::failure);
    }

    private static int wrongArgument(ParameterException e, String[] arguments) {
        CommandLine line = e.getCommandLine();
        print(line, message(e));
        return line.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static int failure(Exception e, CommandLine line, CommandLine.ParseResult parsed) {
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        print(line, message(e));
        return line.getCommandSpec().exitCodeOnExecutionException();
    }

    private static String message(Exception e) {
        if (e instanceof UnmatchedArgumentException unmatched
                && !unmatched.isUnknownOption()
                && !unmatched.getCommandLine().getSubcommands().isEmpty()) {
            return unmatched.getUnmatched().get(0) + ": unknown command (expected: one of those that --help lists)";
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static void print(CommandLine line, String message) {
        line.getErr().println(line.getCommandSpec().qualifiedName() + ": " + message.replaceAll("\\R\\s*", " "));
    }
}
