package org.resumelb.worker;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextAttributeEvent;
import jakarta.servlet.ServletContextAttributeListener;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.resumelb.zookeeper.NodeJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The filters of this worker, found through the attributes that they set in their servlet contexts. Listens to each
 * context. Thread-safe.
 */
final class FilterHooks implements ServletContextAttributeListener, ServletContextListener {
    /** The attributes that {@code ResumeFilter} sets, by name, so that the class need not be visible from here. */
    static final String SETTINGS = "org.resumelb.settings";

    static final String RETIRE = "org.resumelb.retire";

    static final String ARRIVALS = "org.resumelb.arrivals";

    private static final Logger LOG = LoggerFactory.getLogger(FilterHooks.class);

    private final String path;
    private final List<Hook> hooks = new CopyOnWriteArrayList<>();
    private volatile Map<String, Object> settings = Map.of();

    /** Makes one without filters. */
    FilterHooks(String path) {
        this.path = path;
    }

    @Override
    public void attributeAdded(ServletContextAttributeEvent event) {
        Object value = event.getServletContext().getAttribute(event.getName());
        if (event.getName().equals(SETTINGS) && value instanceof Consumer<?> consumer) {
            @SuppressWarnings("unchecked") // As the filter documents it.
            Consumer<Map<?, ?>> target = (Consumer<Map<?, ?>>) consumer;
            hooks.add(new Hook(event.getServletContext(), target, () -> {}, () -> 0));
            configure(target, settings);
        } else if (event.getName().equals(RETIRE) && value instanceof Runnable retire) {
            hooks.add(new Hook(event.getServletContext(), ignored -> {}, retire, () -> 0));
        } else if (event.getName().equals(ARRIVALS) && value instanceof LongSupplier arrivals) {
            hooks.add(new Hook(event.getServletContext(), ignored -> {}, () -> {}, arrivals));
        }
    }

    @Override
    public void attributeReplaced(ServletContextAttributeEvent event) {
        attributeAdded(event);
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        hooks.removeIf(hook -> hook.context == event.getServletContext());
    }

    /** Takes the content of the node with the workers' settings; empty if there is no node. */
    void settings(byte[] data) {
        try {
            Map<String, Object> fresh = NodeJson.parse(data);
            settings = fresh;
            hooks.forEach(hook -> configure(hook.settings, fresh));
        } catch (IllegalArgumentException e) {
            refused(e);
        }
    }

    private void configure(Consumer<Map<?, ?>> target, Map<String, Object> fresh) {
        try {
            target.accept(fresh);
        } catch (IllegalArgumentException e) {
            refused(e);
        }
    }

    private void refused(IllegalArgumentException e) {
        LOG.warn("ZooKeeper node {} is refused, the settings stay as they are: {}", path, e.getMessage());
    }

    /** Makes load balancers stop sending new requests, even those that ZooKeeper does not inform. */
    void retire() {
        hooks.forEach(hook -> hook.retire.run());
    }

    /** The number of requests that have come through load balancers. */
    long arrivals() {
        return hooks.stream().mapToLong(hook -> hook.arrivals.getAsLong()).sum();
    }

    private record Hook(ServletContext context, Consumer<Map<?, ?>> settings, Runnable retire, LongSupplier arrivals) {}
}
