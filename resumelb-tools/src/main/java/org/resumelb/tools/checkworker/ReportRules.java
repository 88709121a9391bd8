package org.resumelb.tools.checkworker;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks what the head of a response reports about its request. */
final class ReportRules {
    private static final List<String> KEYS = List.of("in-flight", "service-ms", "miss-ms");

    private ReportRules() {}

    static void judge(HttpResponse<?> answer, Verdicts verdicts) {
        List<String> reports = answer.headers().allValues("Resumelb-Report");
        if (reports.isEmpty()) {
            judgeOthers(answer, verdicts);
            return;
        }
        String report = String.join(", ", reports);
        for (String key : KEYS) {
            Matcher member = Pattern.compile("(?:^|,)\\s*" + key + "=([^,;]*)").matcher(report);
            if (!member.find()) {
                verdicts.note("Resumelb-Report says no " + key + meaning(key));
            } else {
                verdicts.require(
                        member.group(1).strip().matches("\\d{1,12}(\\.\\d{1,3})?"),
                        "Resumelb-Report: " + key + "=" + member.group(1),
                        "Resumelb-Report: " + key + "=" + member.group(1),
                        "a number, with at most three digits after the point");
            }
        }
    }

    private static String meaning(String key) {
        return key.equals("miss-ms") ? ": cold requests have to be guessed from their times" : "";
    }

    private static void judgeOthers(HttpResponse<?> answer, Verdicts verdicts) {
        boolean timed = answer.headers().allValues("Server-Timing").stream()
                .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains("miss"));
        if (timed) {
            verdicts.right("Server-Timing says miss");
        } else if (answer.headers().firstValue("endpoint-load-metrics").isPresent()) {
            verdicts.right("endpoint-load-metrics is there");
        } else {
            verdicts.note("answers say nothing of their requests: no Resumelb-Report, no Server-Timing with miss");
        }
    }
}
