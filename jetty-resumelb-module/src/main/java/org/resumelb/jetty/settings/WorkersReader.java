package org.resumelb.jetty.settings;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.resumelb.discovery.DnsWorkers;
import org.resumelb.discovery.WorkerAddress;
import org.resumelb.discovery.WorkerList;
import org.resumelb.settings.ServerSettings;
import org.resumelb.settings.SettingValues;

/** Reads who the workers are, and where to look for them. */
final class WorkersReader {
    private final SettingValues values;

    WorkersReader(SettingValues values) {
        this.values = values;
    }

    private Stream<String> texts() {
        return Arrays.stream(values.get(ServerSettings.WORKERS).split(","))
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    /** The workers that are given with their hosts. */
    List<WorkerAddress> named() {
        List<WorkerAddress> workers = texts().filter(text -> !DnsWorkers.isMeant(text))
                .map(text -> values.checked(ServerSettings.WORKERS, () -> WorkerAddress.parse(text)))
                .toList();
        long names = workers.stream().map(WorkerAddress::name).distinct().count();
        values.require(names == workers.size(), ServerSettings.WORKERS, "each host:port once");
        return workers;
    }

    Settings.Sources sources() {
        List<DnsWorkers> names = texts().filter(DnsWorkers::isMeant)
                .map(text -> values.checked(ServerSettings.WORKERS, () -> DnsWorkers.parse(text)))
                .toList();
        long distinct =
                names.stream().map(name -> name.pattern().name()).distinct().count();
        values.require(distinct == names.size(), ServerSettings.WORKERS, "each name:port once");
        return new Settings.Sources(names, values.get(ServerSettings.DNS_INTERVAL), file());
    }

    /** The file that lists workers. It is read immediately, so that a wrong one stops the start. */
    private @Nullable Path file() {
        String content = values.content(ServerSettings.WORKERS_FILE);
        if (content == null) {
            return null;
        }
        Path file = values.path(ServerSettings.WORKERS_FILE);
        var unused = values.checked(ServerSettings.WORKERS_FILE, () -> parse(file, content));
        return file;
    }

    private static List<WorkerAddress> parse(Path file, String content) {
        try {
            return WorkerList.parse(content);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }
}
