package org.resumelb.jetty.proxy.report;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.resumelb.resume.Report;

/**
 * Reads what a worker says of a request from the head of its answer: {@code Resumelb-Report}, then, for what that lacks,
 * ORCA's {@code endpoint-load-metrics}, then {@code Server-Timing}. A header that is malformed or too long counts as not
 * sent; nothing a worker may send makes it throw. Stateless.
 */
public final class ReportParser {
    static final String REPORT = "Resumelb-Report";
    static final String ORCA = "endpoint-load-metrics";
    static final String SERVER_TIMING = "Server-Timing";

    private static final String LINES_SEPARATOR = ", ";

    private ReportParser() {}

    /** What these headers say; {@link Report#NONE} when they say nothing. */
    public static Report parse(HttpFields headers) {
        Report report = StructuredReport.parse(value(headers, REPORT, StructuredReport.MAX_LENGTH));
        if (!report.isComplete()) {
            report = report.orElse(OrcaReport.parse(value(headers, ORCA, OrcaReport.MAX_LENGTH)));
        }
        if (!report.hasMissMillis()) {
            report = report.orElse(ServerTiming.parse(value(headers, SERVER_TIMING, ServerTiming.MAX_LENGTH)));
        }
        return report;
    }

    /**
     * Whether a field of an answer is a report for those who choose among workers. A client that balances load itself
     * would take the report of one worker for that of all.
     */
    public static boolean isForBalancersOnly(HttpField field) {
        return field.getHeader() == null && ORCA.equalsIgnoreCase(field.getName());
    }

    /** The values of all lines as one list; empty when there is none, or they are longer than allowed. */
    private static String value(HttpFields headers, String name, int maxLength) {
        String first = null;
        StringBuilder joined = null;
        for (int i = 0; i < headers.size(); i++) {
            HttpField field = headers.getField(i);
            if (!field.is(name) || field.getValue() == null) {
                continue;
            }
            if (first == null) {
                first = field.getValue();
            } else {
                joined = joined == null ? new StringBuilder(first) : joined;
                joined.append(LINES_SEPARATOR).append(field.getValue());
            }
            if ((joined == null ? first.length() : joined.length()) > maxLength) {
                return "";
            }
        }
        if (first == null) {
            return "";
        }
        return joined == null ? first : joined.toString();
    }
}
