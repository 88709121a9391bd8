package org.resumelb.settings;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.resumelb.text.Excerpt;

/** All settings there are, by the Jetty module that they belong to. */
public final class SettingsTable {
    /** Of the module {@code resumelb}, the load balancer. */
    public static final List<Setting<?>> BALANCER = joined(List.of(
            ServerSettings.all(),
            SelectionSettings.all(),
            TrafficSettings.all(),
            ZooKeeperSettings.shared(),
            ZooKeeperSettings.ofBalancers()));

    /** Of the module {@code resumelb-worker}. */
    public static final List<Setting<?>> WORKER = joined(List.of(ZooKeeperSettings.shared(), WorkerSettings.all()));

    /** Of the module {@code resumelb-zookeeper}. */
    public static final List<Setting<?>> ZOOKEEPER_SERVER = ZooKeeperSettings.ofServers();

    /** Of the module {@code resumelb-requestlog}. */
    public static final List<Setting<?>> REQUEST_LOG = RequestLogSettings.all();

    /** Names of what can change while a load balancer serves. */
    public static final List<String> LIVE =
            BALANCER.stream().filter(Setting::isLive).map(Setting::name).toList();

    private static final Set<String> PROPERTIES = Stream.of(BALANCER, WORKER, ZOOKEEPER_SERVER, REQUEST_LOG)
            .flatMap(List::stream)
            .map(Setting::property)
            .collect(Collectors.toUnmodifiableSet());

    private SettingsTable() {}

    private static List<Setting<?>> joined(List<List<Setting<?>>> groups) {
        return groups.stream().flatMap(List::stream).toList();
    }

    /**
     * Refuses names of properties that begin as ours do and are none.
     *
     * @throws IllegalArgumentException naming the first, and the one that was meant where that can be guessed
     */
    public static void requireKnown(Collection<String> names) {
        for (String name : new TreeSet<>(names)) {
            if (name.startsWith(Setting.PREFIX) && !PROPERTIES.contains(name)) {
                throw new IllegalArgumentException(unknown(name, PROPERTIES));
            }
        }
    }

    /** One line that says that a name is none of some, and which of them is the nearest. */
    public static String unknown(String name, Collection<String> known) {
        return Excerpt.of(name) + ": no such setting (expected: " + NearestName.of(name, known) + "?)";
    }
}
