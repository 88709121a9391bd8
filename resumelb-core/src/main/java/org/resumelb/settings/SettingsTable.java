package org.resumelb.settings;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.resumelb.text.Excerpt;

/** All settings, by the Jetty module that they belong to. */
public final class SettingsTable {
    /** Settings of the module {@code resumelb}, the load balancer. */
    public static final List<Setting<?>> BALANCER = joined(List.of(
            ServerSettings.all(),
            SelectionSettings.all(),
            TrafficSettings.all(),
            ZooKeeperSettings.shared(),
            ZooKeeperSettings.ofBalancers()));

    /** Settings of the module {@code resumelb-worker}. */
    public static final List<Setting<?>> WORKER = joined(List.of(ZooKeeperSettings.shared(), WorkerSettings.all()));

    /** Settings of the module {@code resumelb-zookeeper}. */
    public static final List<Setting<?>> ZOOKEEPER_SERVER = ZooKeeperSettings.ofServers();

    /** Settings of the module {@code resumelb-requestlog}. */
    public static final List<Setting<?>> REQUEST_LOG = RequestLogSettings.all();

    /** Names of the settings that can change while a load balancer serves. */
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
     * Rejects unknown property names with our prefix.
     *
     * @throws IllegalArgumentException naming the first unknown one, and the one that was probably meant
     */
    public static void requireKnown(Collection<String> names) {
        for (String name : new TreeSet<>(names)) {
            if (name.startsWith(Setting.PREFIX) && !PROPERTIES.contains(name)) {
                throw new IllegalArgumentException(unknown(name, PROPERTIES));
            }
        }
    }

    /** One line saying that a name is unknown, and which known name is nearest. */
    public static String unknown(String name, Collection<String> known) {
        return Excerpt.of(name) + ": no such setting (expected: " + NearestName.of(name, known) + "?)";
    }
}
