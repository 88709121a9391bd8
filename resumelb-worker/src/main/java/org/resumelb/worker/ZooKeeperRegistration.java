package org.resumelb.worker;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextAttributeEvent;
import jakarta.servlet.ServletContextAttributeListener;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.resumelb.zookeeper.LocalAddress;
import org.resumelb.zookeeper.ZooKeeperAccess;

/**
 * Registers a webapp as a worker, in any servlet container: a listener for {@code web.xml}.
 *
 * <p>Each setting is read from the context parameter of its name, or else from the system property. {@code
 * resumelb.zookeeper.connect} and {@code resumelb.worker.port} are required, since containers do not reveal their port;
 * {@code resumelb.worker.host} may be necessary if the machine has several addresses. A wrong setting fails the
 * deployment.
 *
 * <p>The node is removed when the webapp stops, by which time the container has stopped its filters; if the JVM exits,
 * the node is removed first. If only the webapp stops, drain the worker at the load balancers beforehand, so that no
 * request is lost.
 */
public final class ZooKeeperRegistration implements ServletContextListener, ServletContextAttributeListener {
    private @Nullable FilterHooks filters;
    private @Nullable WorkerLink link;
    private @Nullable Thread shutdownHook;

    /** For the container. */
    public ZooKeeperRegistration() {}

    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext context = event.getServletContext();
        WorkerProperties properties = new WorkerProperties(name -> property(context, name), Path.of(""));
        ZooKeeperAccess access = properties.access();
        if (access == null) {
            throw new IllegalArgumentException("resumelb.zookeeper.connect:  (expected: host:port,...)");
        }
        if (properties.port() == 0) {
            throw new IllegalArgumentException(
                    "resumelb.worker.port: " + properties.port() + " (expected: a whole number from 1 to 65535)");
        }
        String host = LocalAddress.of(properties.host(), access.firstHost());
        FilterHooks hooks = new FilterHooks(properties.paths().workerSettings());
        WorkerLink started = new WorkerLink(
                access, properties.paths(), host + ":" + properties.port(), properties.description(), hooks);
        filters = hooks;
        link = started;
        Thread hook = new Thread(
                () -> {
                    started.close();
                    hooks.retire();
                },
                "resumelb-shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        shutdownHook = hook;
    }

    private static @Nullable String property(ServletContext context, String name) {
        String parameter = context.getInitParameter(name);
        return parameter == null ? System.getProperty(name) : parameter;
    }

    @Override
    public void attributeAdded(ServletContextAttributeEvent event) {
        FilterHooks present = filters;
        if (present != null) {
            present.attributeAdded(event);
        }
    }

    @Override
    public void attributeReplaced(ServletContextAttributeEvent event) {
        attributeAdded(event);
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        WorkerLink present = link;
        if (present != null) {
            present.close();
        }
        Thread hook = shutdownHook;
        if (hook != null) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The JVM is ending already, and the hook is doing the same.
            }
        }
    }
}
