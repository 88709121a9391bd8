package org.resumelb.newspaper;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Opens the database and makes the cache when the webapp starts, as the context's init parameters
 * {@code newspaper.database} (JDBC URL) and {@code newspaper.cache} (records kept) say. With
 * {@code newspaper.wholePages} set to {@code true} each page is one record, the cache drops what was least recently used,
 * and {@code newspaper.cache} is the sum of the weights that the database has for its pages.
 */
public final class NewspaperListener implements ServletContextListener {
    private static final String LIBRARY = Library.class.getName();
    private static final int CONNECTIONS = 8;

    private @Nullable HikariDataSource database;

    /** Made by the container. */
    public NewspaperListener() {}

    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext context = event.getServletContext();
        long capacity = capacity(parameter(context, "newspaper.cache", "the number of records kept, such as 5000"));
        HikariConfig settings = new HikariConfig();
        settings.setJdbcUrl(parameter(context, "newspaper.database", "a JDBC URL"));
        settings.setMaximumPoolSize(CONNECTIONS);
        HikariDataSource opened = new HikariDataSource(settings);
        database = opened;
        Supplier<RecordCache> caches =
                wholePages(context) ? () -> new LruRecords(capacity) : () -> new CaffeineRecords(capacity);
        context.setAttribute(LIBRARY, new Library(capacity, caches, new Store(opened)));
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        if (database != null) {
            database.close();
        }
    }

    static Library library(ServletContext context) {
        return (Library) context.getAttribute(LIBRARY);
    }

    static boolean wholePages(ServletContext context) {
        return Boolean.parseBoolean(context.getInitParameter("newspaper.wholePages"));
    }

    private static String parameter(ServletContext context, String name, String expected) {
        String value = context.getInitParameter(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("context parameter " + name + ": missing (expected: " + expected + ")");
        }
        return value;
    }

    private static long capacity(String value) {
        try {
            long capacity = Long.parseLong(value);
            if (capacity >= 1) {
                return capacity;
            }
        } catch (NumberFormatException e) {
            // Told below, like a number that is too small.
        }
        throw new IllegalArgumentException(
                "context parameter newspaper.cache: " + value + " (expected: a whole number >= 1)");
    }
}
