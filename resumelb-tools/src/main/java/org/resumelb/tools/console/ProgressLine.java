package org.resumelb.tools.console;

import java.io.PrintStream;
import java.util.Locale;
import picocli.CommandLine;

/**
 * Shows the progress of a long task: on a terminal as one line with a bar that is redrawn, elsewhere as a plain line
 * for each tenth of the work. Used by one thread.
 */
public final class ProgressLine {
    private static final int BAR_WIDTH = 30;
    private static final int PLAIN_STEPS = 10;

    private final PrintStream out;
    private final boolean terminal;
    private final String title;
    private final long total;
    private long lastStep;
    private int lastWidth;

    /**
     * Creates a line that has shown nothing yet.
     *
     * @param out where to show it
     * @param terminal whether {@code out} is a terminal that understands a carriage return
     * @param title what is being done
     * @param total amount of work, or 0 if unknown
     */
    public ProgressLine(PrintStream out, boolean terminal, String title, long total) {
        this.out = out;
        this.terminal = terminal;
        this.title = title;
        this.total = total;
    }

    /** Whether this process writes to a terminal that can redraw a line. */
    public static boolean onTerminal() {
        return CommandLine.Help.Ansi.AUTO.enabled();
    }

    /**
     * Shows the progress of the work.
     *
     * @param done amount done so far
     * @param errors errors so far, shown if there are any
     */
    public void show(long done, long errors) {
        String text = text(done, errors);
        if (terminal) {
            out.print("\r" + text + " ".repeat(Math.max(0, lastWidth - text.length())));
            out.flush();
            lastWidth = text.length();
        } else if (total == 0 || done * PLAIN_STEPS / total > lastStep) {
            lastStep = total == 0 ? 0 : done * PLAIN_STEPS / total;
            out.println(text);
        }
    }

    /** Ends the line. */
    public void end() {
        if (terminal && lastWidth > 0) {
            out.println();
        }
    }

    private String text(long done, long errors) {
        String amount = total == 0 ? String.format(Locale.ROOT, "%,d", done) : bar(done);
        return title + " " + amount + (errors == 0 ? "" : String.format(Locale.ROOT, ", %,d errors", errors));
    }

    private String bar(long done) {
        String count = String.format(Locale.ROOT, "%3d%% %,d/%,d", done * 100 / total, done, total);
        if (!terminal) {
            return count.trim();
        }
        int filled = (int) Math.min(BAR_WIDTH, done * BAR_WIDTH / total);
        return "[" + "#".repeat(filled) + ".".repeat(BAR_WIDTH - filled) + "] " + count;
    }
}
