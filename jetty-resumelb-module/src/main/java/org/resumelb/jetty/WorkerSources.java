package org.resumelb.jetty;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.resumelb.discovery.Discovery;
import org.resumelb.discovery.DnsWorkers;
import org.resumelb.jetty.discovery.CombinedDiscovery;
import org.resumelb.jetty.discovery.DnsDiscovery;
import org.resumelb.jetty.discovery.FileDiscovery;
import org.resumelb.jetty.discovery.Resolver;
import org.resumelb.jetty.discovery.StaticDiscovery;
import org.resumelb.jetty.settings.Settings;

/** The sources of workers that the settings ask for. */
final class WorkerSources {
    /** A worker that ZooKeeper, a name server or a file loses for a moment returns within this time. */
    private static final long RETURN_MILLIS = 2_000;

    private WorkerSources() {}

    /** All sources as one. Workers named in the settings take precedence, then the file, DNS names, and ZooKeeper. */
    static Discovery of(Settings settings, @Nullable Discovery tree) {
        List<Discovery> sources = new ArrayList<>();
        sources.add(new StaticDiscovery(settings.workers()));
        Path file = settings.sources().file();
        if (file != null) {
            sources.add(new FileDiscovery(file));
        }
        for (DnsWorkers name : settings.sources().names()) {
            long intervalMillis = settings.sources().dnsIntervalMillis();
            sources.add(new DnsDiscovery(name, intervalMillis, Resolver.ofThisMachine()));
        }
        if (tree != null) {
            sources.add(tree);
        }
        return new CombinedDiscovery(sources);
    }

    /** How long a worker that is no longer reported is kept in case it returns, in milliseconds. */
    static long returnMillis(Settings settings) {
        Settings.Sources sources = settings.sources();
        boolean fixed = sources.names().isEmpty() && sources.file() == null && settings.zookeeper() == null;
        return fixed ? 0 : RETURN_MILLIS;
    }
}
