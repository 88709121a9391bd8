package org.resumelb.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.EnumSet;

/**
 * Makes the container call the filter also when an asynchronous request is dispatched again, so that reports cover the
 * whole time even if {@code web.xml} does not say so.
 */
final class AsyncMapping {

    private static final System.Logger LOGGER = System.getLogger(AsyncMapping.class.getName());

    private AsyncMapping() {}

    /** Adds ASYNC to the filter's mappings. Where that is not possible, reports are written before a dispatch. */
    static void add(FilterConfig config) {
        try {
            FilterRegistration filter = config.getServletContext().getFilterRegistration(config.getFilterName());
            if (filter == null) {
                return;
            }
            EnumSet<DispatcherType> async = EnumSet.of(DispatcherType.ASYNC);
            Collection<String> patterns = filter.getUrlPatternMappings();
            if (!patterns.isEmpty()) {
                filter.addMappingForUrlPatterns(async, false, patterns.toArray(String[]::new));
            }
            Collection<String> servlets = filter.getServletNameMappings();
            if (!servlets.isEmpty()) {
                filter.addMappingForServletNames(async, false, servlets.toArray(String[]::new));
            }
        } catch (IllegalStateException | UnsupportedOperationException e) {
            LOGGER.log(Level.DEBUG, "the filter could not be mapped to asynchronous dispatches", e);
        }
    }
}
