package org.resumelb.tools.advice;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.resumelb.tools.console.ClassifierRegex;
import org.resumelb.tools.simulation.Forecast.Figures;
import org.resumelb.tools.simulation.Forecast.Way;

/** The results as text for a terminal, and the wording shared with the other formats. Immutable. */
final class Report {
    private static final double MOST_OF_ONE_HOST = 0.9;

    /** The expression equivalent to the default classifier. */
    private static final String HOST = "host:^(www[.])?(?<class>[^:]*)";

    private final Findings findings;
    private final Verdict verdict;
    private final List<Path> logs;

    Report(List<Path> logs, Findings findings, Verdict verdict) {
        this.logs = List.copyOf(logs);
        this.findings = findings;
        this.verdict = verdict;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        line(text, "log", logLine());
        line(text, "caches", cacheLine());
        line(text, "times", timesLine());
        for (String remark : remarks()) {
            line(text, "note", remark);
        }
        text.append(System.lineSeparator());
        classifiers(text);
        text.append(System.lineSeparator());
        workers(text);
        text.append(System.lineSeparator());
        paragraph(text, verdict.sentence());
        paragraph(text, verdict.hashing());
        String xml = verdict.trial().classes().candidate().xml();
        if (verdict.helps() && xml != null) {
            paragraph(text, "etc/resumelb-classifier.xml for it:");
            xml.lines().forEach(each -> text.append("  ").append(each).append(System.lineSeparator()));
        }
        if (verdict.helps()) {
            paragraph(text, "To confirm it with real servers, in the source tree:");
            text.append("  ").append(demo()).append(System.lineSeparator());
            paragraph(text, forecast());
        }
        return text.toString();
    }

    String logLine() {
        Sample.Reading reading = findings.sample().reading();
        String busiest = reading.busiestMinute() == 0
                ? ""
                : format("; busiest minute %.1f requests/s", reading.busiestMinute() / 60.0);
        return format(
                "%s: %,d GETs for %,d objects in %,d lines, %,d of them odd, %,d with other methods%s",
                names(),
                findings.sample().requests().length,
                findings.sample().targets().size(),
                reading.lines(),
                reading.malformedLines(),
                reading.others(),
                busiest);
    }

    String names() {
        return logs.stream().map(Path::toString).collect(Collectors.joining(", "));
    }

    String cacheLine() {
        CacheSize cache = findings.cache();
        String unit = cache.inBytes()
                ? format("%,d bytes (about %,d objects)", cache.amount(), cache.objects(findings.sample()))
                : format("%,d objects", cache.amount());
        String why = cache.derived()
                ? format(
                        ", so that %d workers could hold everything once (--cache-objects, --cache-bytes)",
                        findings.settings().usualWorkers())
                : "";
        return "each worker's holds " + unit + why;
    }

    String timesLine() {
        return format(
                "%s ms a request, %s ms more if its object is not cached (--hit-millis, --miss-millis)",
                plain(findings.settings().hitMillis()),
                plain(findings.settings().missMillis()));
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    /** Reasons why the figures are less certain than they look. */
    List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        if (findings.sample().reading().more()) {
            remarks.add("the log goes on: only its first GETs were taken (--requests)");
        }
        for (Trial trial : findings.byClassifier()) {
            Classes classes = trial.classes();
            String name = classes.candidate().name();
            if (classes.blind()) {
                remarks.add(name + " looks at headers, cookies or addresses, which are not taken from logs");
            }
            if (classes.failed() > 0) {
                remarks.add(format("%s threw for %,d objects, whose class is \"\"", name, classes.failed()));
            }
        }
        return remarks;
    }

    private void classifiers(StringBuilder text) {
        text.append(format(
                "%-24s %9s %8s %9s %9s %9s   loads/request, %d workers%n",
                "classifier",
                "classes",
                "largest",
                "resume",
                "hash",
                "bounded",
                findings.settings().usualWorkers()));
        for (Trial trial : findings.byClassifier()) {
            text.append(format(
                    "%-24s %,9d %6.1f %% %9.3f %9.3f %9.3f%n",
                    trial.classes().candidate().name(),
                    trial.classes().count(),
                    100 * trial.classes().largestShare(),
                    trial.of(Way.RESUME).loads(),
                    trial.of(Way.HASH).loads(),
                    trial.of(Way.BOUNDED_HASH).loads()));
        }
    }

    private void workers(StringBuilder text) {
        text.append(format(
                "%-7s  %-30s %9s %9s %9s %11s %8s%n",
                "workers",
                "by " + findings.best().candidate().name(),
                "loads/req",
                "warm",
                "busiest",
                "requests/s",
                "p99 ms"));
        for (Trial trial : findings.byWorkers()) {
            for (Way way : Way.values()) {
                Figures figures = trial.of(way);
                text.append(format(
                        "%7d  %-30s %9.3f %9.3f %9.2f %,11.0f %,8.0f%n",
                        trial.workers(),
                        way.title(),
                        figures.loads(),
                        figures.laterLoads(),
                        figures.busiest(),
                        figures.requestsPerSecond(),
                        figures.p99Millis()));
            }
        }
    }

    /** The demo command for the recommendation, quoted for a shell; it assumes the same objects and caches as here. */
    String demo() {
        CacheSize cache = findings.cache();
        return format(
                "jetty-base-example/demo --log %s --whole-pages --workers %d %s %d --requests %d%s",
                logs.stream().map(log -> quoted(log.toString())).collect(Collectors.joining(" ")),
                verdict.trial().workers(),
                cache.inBytes() ? "--cache-bytes" : "--cache",
                cache.amount(),
                findings.sample().requests().length,
                classifierOption());
    }

    /** What the demo should measure with it. */
    String forecast() {
        return format(
                "It should show about %.3f database loads per request for least-backlog and %.3f for resume.",
                verdict.trial().of(Way.LEAST_CONNECTIONS).loads(),
                verdict.trial().of(Way.RESUME).loads());
    }

    private String classifierOption() {
        Classes classes = verdict.trial().classes();
        @Nullable Path file = classes.candidate().file();
        @Nullable ClassifierRegex regex = classes.candidate().regex();
        if (file != null) {
            return " --classifier " + quoted(file.toString());
        }
        // For a log of one host, the demo's own default would be the path.
        return regex != null || classes.largestShare() > MOST_OF_ONE_HOST
                ? " --regex " + quoted(regex == null ? HOST : regex.written())
                : "";
    }

    /** Quoted for a shell. */
    private static String quoted(String path) {
        return path.matches("[A-Za-z0-9_./+-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(format("%-7s %s", name, value)).append(System.lineSeparator());
    }

    private static void paragraph(StringBuilder text, String sentence) {
        text.append(sentence).append(System.lineSeparator());
    }

    static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
