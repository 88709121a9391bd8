package org.resumelb.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;

/**
 * The container's output stream, except that the report is written before anything that may send the head of the
 * response.
 */
final class ReportingStream extends ServletOutputStream {

    private final ServletOutputStream target;
    private final ReportHeader report;

    ReportingStream(ServletOutputStream target, ReportHeader report) {
        this.target = target;
        this.report = report;
    }

    boolean writesTo(ServletOutputStream stream) {
        return stream == target;
    }

    @Override
    public void write(int b) throws IOException {
        report.beforeWrite();
        target.write(b);
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        report.beforeWrite();
        target.write(bytes);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        report.beforeWrite();
        target.write(bytes, offset, length);
    }

    /** Containers differ in the encoding used here; the other print methods call this one. */
    @Override
    public void print(String text) throws IOException {
        report.beforeWrite();
        target.print(text);
    }

    @Override
    public void println() throws IOException {
        report.beforeWrite();
        target.println();
    }

    @Override
    public void flush() throws IOException {
        report.beforeCommit();
        target.flush();
    }

    @Override
    public void close() throws IOException {
        report.beforeCommit();
        target.close();
    }

    @Override
    public boolean isReady() {
        return target.isReady();
    }

    @Override
    public void setWriteListener(WriteListener listener) {
        target.setWriteListener(listener);
    }
}
