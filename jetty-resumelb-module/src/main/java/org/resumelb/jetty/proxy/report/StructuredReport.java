package org.resumelb.jetty.proxy.report;

import org.resumelb.resume.Report;

/**
 * The header {@code Resumelb-Report}: a dictionary of RFC 9651. Members that are not known, or no numbers, and all
 * parameters are ignored. Not thread-safe; for one header.
 */
final class StructuredReport {
    /** Longer ones are ignored. */
    static final int MAX_LENGTH = 1024;

    private final String value;
    private final StructuredItems items;
    private final Measurements found = new Measurements();

    private StructuredReport(String value) {
        this.value = value;
        this.items = new StructuredItems(value);
    }

    /** What it says; nothing at all when it is not a dictionary, as the RFC demands. */
    static Report parse(String value) {
        if (value.isEmpty()) {
            return Report.NONE;
        }
        StructuredReport report = new StructuredReport(value);
        return report.dictionary() ? report.found.report() : Report.NONE;
    }

    private boolean dictionary() {
        items.skipSpaces();
        while (!items.atEnd()) {
            if (!member()) {
                return false;
            }
            items.skipBlanks();
            if (items.atEnd()) {
                return true;
            }
            if (!items.take(',')) {
                return false;
            }
            items.skipBlanks();
            if (items.atEnd()) {
                return false;
            }
        }
        return true;
    }

    private boolean member() {
        int start = items.position();
        if (!items.key()) {
            return false;
        }
        int end = items.position();
        double number = Double.NaN;
        if (items.take('=')) {
            boolean isList = items.peek() == '(';
            if (isList ? !innerList() : !items.bareItem()) {
                return false;
            }
            number = isList ? Double.NaN : items.number();
        }
        found.put(value, start, end, number);
        return parameters();
    }

    private boolean innerList() {
        boolean more = items.take('(');
        while (more) {
            items.skipSpaces();
            if (items.take(')')) {
                return true;
            }
            more = items.bareItem() && parameters() && (items.peek() == ' ' || items.peek() == ')');
        }
        return false;
    }

    private boolean parameters() {
        while (items.take(';')) {
            items.skipSpaces();
            if (!items.key() || (items.take('=') && !items.bareItem())) {
                return false;
            }
        }
        return true;
    }
}
