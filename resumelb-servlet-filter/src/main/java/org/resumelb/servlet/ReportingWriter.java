package org.resumelb.servlet;

import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The container's writer, only that the report is written before what may send the answer's head. Whatever containers
 * do in their own way, such as ending lines, is theirs to do; the other methods of a {@link PrintWriter} come here.
 */
final class ReportingWriter extends PrintWriter {

    private final PrintWriter target;
    private final ReportHeader report;

    ReportingWriter(PrintWriter target, ReportHeader report) {
        super(target);
        this.target = target;
        this.report = report;
    }

    boolean writesTo(PrintWriter writer) {
        return writer == target;
    }

    @Override
    public void write(int c) {
        report.beforeWrite();
        target.write(c);
    }

    @Override
    public void write(char[] text, int offset, int length) {
        report.beforeWrite();
        target.write(text, offset, length);
    }

    @Override
    public void write(String text, int offset, int length) {
        report.beforeWrite();
        target.write(text, offset, length);
    }

    @Override
    public void println() {
        report.beforeWrite();
        target.println();
    }

    @Override
    public PrintWriter format(String format, @Nullable Object... arguments) {
        report.beforeWrite();
        target.format(format, arguments);
        return this;
    }

    @Override
    public PrintWriter format(Locale locale, String format, @Nullable Object... arguments) {
        report.beforeWrite();
        target.format(locale, format, arguments);
        return this;
    }

    @Override
    public void flush() {
        report.beforeCommit();
        target.flush();
    }

    @Override
    public boolean checkError() {
        report.beforeCommit();
        return target.checkError();
    }

    @Override
    public void close() {
        report.beforeCommit();
        target.close();
    }
}
