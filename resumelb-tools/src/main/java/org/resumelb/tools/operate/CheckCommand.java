package org.resumelb.tools.operate;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.resumelb.tools.console.AtLeastOne;
import org.resumelb.tools.console.JsonTree;
import org.resumelb.tools.console.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The command {@code resumelb check}. */
@Command(
        name = "check",
        description = "Checks load balancers for a monitoring system: one line with performance data.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit code: 0 ok, 1 warning, 2 critical or wrong arguments, 3 unknown."})
public final class CheckCommand extends BalancerCommand {
    @Mixin
    private final Limits limits = new Limits();

    @Option(
            names = "--measure",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "with --error-share-*: how long to count requests (default: ${DEFAULT-VALUE})",
            converter = AtLeastOne.class)
    private int measureSeconds;

    private final List<Finding> findings = new ArrayList<>();
    private final List<String> performance = new ArrayList<>();

    /** For picocli. */
    public CheckCommand() {}

    @Override
    public Integer call() throws Exception {
        try {
            checkAll();
        } catch (IOException e) {
            findings.add(new Finding(Level.UNKNOWN, String.valueOf(e.getMessage())));
        } catch (ParameterException | InterruptedException e) {
            throw e;
        } catch (Exception e) {
            findings.add(new Finding(Level.UNKNOWN, e.toString()));
        }
        findings.sort(Comparator.comparing(Finding::level).reversed());
        Level worst = findings.isEmpty() ? Level.OK : findings.get(0).level();
        if (isJson()) {
            out().print(json(worst).pretty());
        } else {
            out().println(line(worst));
        }
        out().flush();
        return worst.exitCode();
    }

    private void checkAll() throws Exception {
        AdminClient client = options().client();
        List<URI> balancers = balancers();
        for (URI balancer : balancers) {
            String name = balancers.size() == 1 ? "" : balancer.getRawAuthority();
            try {
                check(client, balancer, name);
            } catch (AdminClient.RefusedException e) {
                findings.add(new Finding(Level.UNKNOWN, String.valueOf(e.getMessage())));
            } catch (IOException e) {
                findings.add(new Finding(Level.CRITICAL, String.valueOf(e.getMessage())));
            }
        }
    }

    private void check(AdminClient client, URI balancer, String name) throws IOException, InterruptedException {
        double errorShare = limits.areForErrors() ? errorShare(client, balancer) : Double.NaN;
        JsonTree status = client.get(balancer, "/status");
        JsonTree conditions = client.get(balancer, "/conditions");
        boolean none = Conditions.sayThatNoneServes(conditions);
        for (Limits.Measure measure : limits.measures(status, errorShare)) {
            performance.add(measure.performance(name));
            if (measure.level() != Level.OK && !(none && measure.value() == 0)) {
                add(name, new Finding(measure.level(), measure.text()));
            }
        }
        Conditions.findings(conditions).forEach(finding -> add(name, finding));
    }

    private void add(String name, Finding finding) {
        String text = name.isEmpty() ? finding.text() : name + ": " + finding.text();
        findings.add(new Finding(finding.level(), TextTable.printable(text)));
    }

    /** The share of requests that fail, among those that end during the measurement; 0 if none ends. */
    private double errorShare(AdminClient client, URI balancer) throws IOException, InterruptedException {
        List<JsonTree> before = client.get(balancer, "/status").objects("workers");
        if (!before.isEmpty() && !before.get(0).has("requests")) {
            findings.add(new Finding(Level.UNKNOWN, balancer + " does not count requests"));
            return Double.NaN;
        }
        TimeUnit.SECONDS.sleep(measureSeconds);
        List<JsonTree> after = client.get(balancer, "/status").objects("workers");
        double requests = sum(after, "requests") - sum(before, "requests");
        double failures = sum(after, "failures") - sum(before, "failures");
        return requests <= 0 ? 0 : Math.max(0, Math.min(1, failures / requests));
    }

    private static double sum(List<JsonTree> workers, String member) {
        return workers.stream().mapToDouble(worker -> worker.number(member)).sum();
    }

    /** One line, worst findings first; a vertical bar would begin the performance data. */
    private String line(Level worst) {
        String texts = findings.stream()
                .filter(finding -> finding.level() != Level.OK)
                .map(Finding::text)
                .collect(Collectors.joining("; "));
        String data = performance.isEmpty() ? "" : " | " + String.join(" ", performance);
        return "RESUMELB " + worst + " - " + (texts.isEmpty() ? "all is well" : texts.replace('|', '/')) + data;
    }

    private JsonTree json(Level worst) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("state", worst.name().toLowerCase(Locale.ROOT));
        members.put("exitCode", worst.exitCode());
        members.put(
                "conditions",
                findings.stream()
                        .map(finding -> Map.of(
                                "severity", finding.level().name().toLowerCase(Locale.ROOT), "text", finding.text()))
                        .toList());
        members.put("performance", String.join(" ", performance));
        return new JsonTree(Collections.unmodifiableMap(members));
    }

    @Override
    String text(URI balancer, JsonTree answer) {
        throw new UnsupportedOperationException("a check has one line for all load balancers");
    }
}
