package org.resumelb.zookeeper;

import java.util.Map;
import org.apache.zookeeper.data.Stat;

/**
 * Another process that holds a name in the tree, as described by its node.
 *
 * @param session its session with ZooKeeper; 0 if the node is persistent, created by hand or by a program
 * @param pid its process id as given in the node; {@code unknown} if it is not
 */
record NameHolder(long session, String pid) {
    private static final String UNKNOWN = "unknown";

    static NameHolder of(Stat node, byte[] data) {
        return new NameHolder(node.getEphemeralOwner(), pid(data));
    }

    private static String pid(byte[] data) {
        try {
            Map<String, Object> members = NodeJson.parse(data);
            // A number alone: whatever else a node says is not for the log.
            return members.get("pid") instanceof Long number ? number.toString() : UNKNOWN;
        } catch (IllegalArgumentException e) {
            return UNKNOWN;
        }
    }

    @Override
    public String toString() {
        return session == 0
                ? "a persistent node"
                : "the process with pid " + pid + ", session 0x" + Long.toHexString(session);
    }
}
