package org.resumelb.servlet;

import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The container's writer, except that the report is written before anything that may send the head of the response.
 * Methods in which containers differ, such as those that end lines, are left to the container; the other methods of a
 * {@link PrintWriter} end up here.
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
