package org.resumelb.demo;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.resumelb.demo.process.Cluster;
import org.resumelb.tools.log.LogEntry;

/** What to try with servers that are left running. A newspaper answers only for the hosts of its log. */
final class Kept {
    private Kept() {}

    static List<String> lines(Cluster cluster, LogEntry page) {
        List<String> lines = new ArrayList<>();
        cluster.uris().forEach(uri -> lines.add("load balancer " + curl(uri, page)));
        cluster.workers().forEach(uri -> lines.add("worker        " + curl(uri, page)));
        cluster.admins().forEach(uri -> lines.add("admin         curl " + uri + "/status"));
        lines.add("database      " + cluster.database());
        return lines;
    }

    /** A command for a shell that fetches a page of the log. */
    static String curl(URI server, LogEntry page) {
        return "curl -H " + quoted("Host: " + page.host()) + " " + quoted(server + page.target());
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
