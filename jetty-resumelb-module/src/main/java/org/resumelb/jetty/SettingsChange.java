package org.resumelb.jetty;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.resumelb.pool.PoolSettings;
import org.resumelb.pool.ResumeParameter;

/** What a change of settings changes, in words for the log. */
final class SettingsChange {
    private final List<String> changes = new ArrayList<>();

    private SettingsChange() {}

    /** Each setting that differs, as {@code name before -> after}. */
    static String between(PoolSettings before, PoolSettings after) {
        SettingsChange change = new SettingsChange();
        change.add("variance", before.variance(), after.variance());
        change.add("backlogHistory", before.backlogHistory(), after.backlogHistory());
        change.add("unskilledScore", before.unskilledScore(), after.unskilledScore());
        change.add("singleVersion", before.singleVersion(), after.singleVersion());
        change.add("maxClasses", before.maxClasses(), after.maxClasses());
        change.add("maxClassShare", before.maxClassShare(), after.maxClassShare());
        change.add("canary", before.canary(), after.canary());
        for (ResumeParameter parameter : ResumeParameter.values()) {
            change.add(
                    parameter.key(),
                    before.resume().get(parameter),
                    after.resume().get(parameter));
        }
        return change.changes.isEmpty() ? "none" : String.join(", ", change.changes);
    }

    private void add(String name, Object before, Object after) {
        if (!Objects.equals(before, after)) {
            changes.add(name + " " + before + " -> " + after);
        }
    }
}
