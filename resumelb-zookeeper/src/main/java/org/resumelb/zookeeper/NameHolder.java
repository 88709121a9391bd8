package org.resumelb.zookeeper;

import java.util.Map;
import org.apache.zookeeper.data.Stat;
import org.resumelb.text.Excerpt;

/**
 * Another process that holds a name in the tree, as its node tells.
 *
 * @param session its session with ZooKeeper; 0 when the node is persistent, made by hand or by a program
 * @param pid its process id as the node says it; {@code unknown} when it does not
 */
record NameHolder(long session, String pid) {
    static NameHolder of(Stat node, byte[] data) {
        return new NameHolder(node.getEphemeralOwner(), pid(data));
    }

    private static String pid(byte[] data) {
        try {
            Map<String, Object> members = NodeJson.parse(data);
            return Excerpt.of(String.valueOf(members.getOrDefault("pid", "unknown")));
        } catch (IllegalArgumentException e) {
            return "unknown";
        }
    }

    @Override
    public String toString() {
        return session == 0
                ? "a persistent node"
                : "the process with pid " + pid + ", session 0x" + Long.toHexString(session);
    }
}
