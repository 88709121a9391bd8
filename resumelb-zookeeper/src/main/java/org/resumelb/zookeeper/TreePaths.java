package org.resumelb.zookeeper;

import org.apache.zookeeper.common.PathUtils;
import org.resumelb.settings.SettingValues;
import org.resumelb.settings.ZooKeeperSettings;

/**
 * The paths of one pool's nodes. Immutable.
 *
 * @param root node with the load balancers' settings, such as {@code /resumelb}
 */
public record TreePaths(String root) {
    /** The root unless set otherwise. */
    public static final String DEFAULT_ROOT = ZooKeeperSettings.PATH.byDefault();

    /**
     * Checks the root.
     *
     * @throws IllegalArgumentException naming the value and the expected form
     */
    public TreePaths {
        try {
            PathUtils.validatePath(root);
        } catch (IllegalArgumentException e) {
            throw wrong(root);
        }
        if (root.equals("/")) {
            throw wrong(root);
        }
    }

    /**
     * The pool that the properties name.
     *
     * @throws IllegalArgumentException naming the property, its value and the expected form
     */
    public static TreePaths of(SettingValues values) {
        return values.checked(ZooKeeperSettings.PATH, () -> new TreePaths(values.get(ZooKeeperSettings.PATH)));
    }

    private static IllegalArgumentException wrong(String root) {
        return new IllegalArgumentException(root + " (expected: a path of a node like " + DEFAULT_ROOT + ")");
    }

    /** Parent of the load balancers' own nodes. */
    public String balancers() {
        return root + "/providers";
    }

    /** Node with the workers' settings. */
    public String workerSettings() {
        return root + "/workers";
    }

    /** Parent of the workers' own nodes. */
    public String workers() {
        return root + "/workers/providers";
    }
}
