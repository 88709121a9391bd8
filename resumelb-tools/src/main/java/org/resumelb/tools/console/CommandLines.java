package org.resumelb.tools.console;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

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
        print(line, e);
        return line.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static int failure(Exception e, CommandLine line, CommandLine.ParseResult parsed) {
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        print(line, e);
        return line.getCommandSpec().exitCodeOnExecutionException();
    }

    private static void print(CommandLine line, Exception e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        line.getErr().println(line.getCommandSpec().qualifiedName() + ": " + message.replaceAll("\\R\\s*", " "));
    }
}
