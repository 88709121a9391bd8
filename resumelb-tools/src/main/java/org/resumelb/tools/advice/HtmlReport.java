package org.resumelb.tools.advice;

import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.resumelb.tools.console.Markup;
import org.resumelb.tools.simulation.Forecast.Figures;
import org.resumelb.tools.simulation.Forecast.Way;

/**
 * The results as one HTML page with charts, which loads nothing, runs nothing, and shows text from the log only as
 * text.
 */
final class HtmlReport {
    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Would affinity help?</title>
            <style>
            :root { color-scheme: light dark; }
            body { font: 15px/1.5 system-ui, sans-serif; max-width: 56rem; margin: 2rem auto; padding: 0 1rem; }
            .verdict { border-left: .4rem solid #2a7; padding: .2rem 1rem; font-size: 1.15rem; }
            .verdict.no { border-color: #b73; }
            table { border-collapse: collapse; margin: 1rem 0; }
            th, td { padding: .2rem .7rem; border-bottom: 1px solid #8885; text-align: right; }
            th:first-child, td:first-child { text-align: left; overflow-wrap: anywhere; }
            svg { width: 100%; height: auto; } svg text { fill: currentColor; font: 12px system-ui, sans-serif; }
            pre { overflow-x: auto; background: #8882; padding: .7rem; }
            </style>
            </head>
            <body>
            """;

    private static final int MOST_CLASSES = 15;

    private final Findings findings;
    private final Verdict verdict;
    private final Report report;
    private final StringBuilder html = new StringBuilder(HEAD);

    private HtmlReport(List<Path> logs, Findings findings, Verdict verdict) {
        this.findings = findings;
        this.verdict = verdict;
        this.report = new Report(logs, findings, verdict);
    }

    static String write(List<Path> logs, Findings findings, Verdict verdict) {
        return new HtmlReport(logs, findings, verdict).page();
    }

    private String page() {
        html.append("<h1>Would affinity help?</h1>\n");
        html.append(verdict.helps() ? "<div class=\"verdict\">" : "<div class=\"verdict no\">");
        paragraph(verdict.sentence());
        paragraph(verdict.hashing());
        html.append("</div>\n");
        paragraph(report.logLine());
        paragraph("Caches: " + report.cacheLine());
        paragraph("Times: " + report.timesLine());
        report.remarks().forEach(this::paragraph);
        byWorkers();
        byClassifier();
        topClasses();
        settings();
        return html.append("</body>\n</html>\n").toString();
    }

    private void byWorkers() {
        heading("Numbers of workers, by " + findings.best().candidate().name());
        chart("objects loaded per request", Figures::loads);
        chart("requests/s at full load", Figures::requestsPerSecond);
        html.append("<table><tr><th>workers</th><th>way</th><th>loads/request</th><th>warm</th><th>busiest/mean</th>"
                + "<th>requests/s</th><th>p99 ms</th></tr>\n");
        for (Trial trial : findings.byWorkers()) {
            for (Way way : Way.values()) {
                Figures figures = trial.of(way);
                row(
                        Integer.toString(trial.workers()),
                        way.title(),
                        number(figures.loads(), 3),
                        number(figures.laterLoads(), 3),
                        number(figures.busiest(), 2),
                        number(figures.requestsPerSecond(), 0),
                        number(figures.p99Millis(), 0));
            }
        }
        html.append("</table>\n");
    }

    private void chart(String title, ToDoubleFunction<Figures> figure) {
        List<BarGroups.Group> groups = findings.byWorkers().stream()
                .map(trial -> new BarGroups.Group(
                        trial.workers() + " workers",
                        java.util.Arrays.stream(Way.values())
                                .map(way -> figure.applyAsDouble(trial.of(way)))
                                .toList()))
                .toList();
        List<String> series =
                java.util.Arrays.stream(Way.values()).map(Way::title).toList();
        html.append(BarGroups.svg(title, series, groups));
    }

    private void byClassifier() {
        heading("Classifiers, with " + findings.settings().usualWorkers() + " workers");
        html.append("<table><tr><th>classifier</th><th>classes</th><th>largest</th><th>resume loads/request</th>"
                + "<th>consistent hash</th><th>bounded load</th><th>resume requests/s</th></tr>\n");
        for (Trial trial : findings.byClassifier()) {
            row(
                    trial.classes().candidate().name(),
                    Integer.toString(trial.classes().count()),
                    number(100 * trial.classes().largestShare(), 1) + " %",
                    number(trial.of(Way.RESUME).loads(), 3),
                    number(trial.of(Way.HASH).loads(), 3),
                    number(trial.of(Way.BOUNDED_HASH).loads(), 3),
                    number(trial.of(Way.RESUME).requestsPerSecond(), 0));
        }
        html.append("</table>\n");
    }

    private void topClasses() {
        Classes classes = findings.best();
        heading("The most popular classes, by " + classes.candidate().name());
        html.append("<table><tr><th>class</th><th>requests</th></tr>\n");
        IntStream.range(0, classes.count())
                .boxed()
                .sorted((a, b) -> Long.compare(classes.requests()[b], classes.requests()[a]))
                .limit(MOST_CLASSES)
                .forEach(i -> row(
                        classes.names().get(i).isEmpty()
                                ? "(none)"
                                : classes.names().get(i),
                        Long.toString(classes.requests()[i])));
        html.append("</table>\n");
    }

    private void settings() {
        String xml = verdict.trial().classes().candidate().xml();
        if (verdict.helps() && xml != null) {
            heading("etc/resumelb-classifier.xml");
            html.append("<pre>").append(Markup.escape(xml)).append("</pre>\n");
        }
        if (verdict.helps()) {
            heading("See it with real servers");
            html.append("<pre>").append(Markup.escape(report.demo())).append("</pre>\n");
        }
    }

    private void heading(String text) {
        html.append("<h2>").append(Markup.escape(text)).append("</h2>\n");
    }

    private void paragraph(String text) {
        html.append("<p>").append(Markup.escape(text)).append("</p>\n");
    }

    private void row(String... cells) {
        html.append("<tr>");
        for (String cell : cells) {
            html.append("<td>").append(Markup.escape(cell)).append("</td>");
        }
        html.append("</tr>\n");
    }

    private static String number(double value, int digits) {
        return Report.format("%,." + digits + "f", value);
    }
}
