package org.resumelb.worker;

import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.FilterMapping;
import org.eclipse.jetty.ee10.webapp.AbstractConfiguration;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.resumelb.servlet.ResumeFilter;

/**
 * Makes the filters of each webapp known to the server's {@link JettyWorker} and, if configured there, puts a filter in
 * front of all others. A webapp that declares the filter itself then has two, of which the outer one works. Jetty finds
 * this class through the service loader; it does nothing in a server that is not a worker.
 */
public final class ResumeFilterConfiguration extends AbstractConfiguration {
    /** For the service loader. */
    public ResumeFilterConfiguration() {
        super(new Builder().enabledByDefault(true));
    }

    @Override
    public void configure(WebAppContext webapp) throws Exception {
        JettyWorker worker = webapp.getServer().getBean(JettyWorker.class);
        if (worker == null) {
            return;
        }
        webapp.addEventListener(worker.filters());
        worker.filterParameters().ifPresent(parameters -> {
            FilterHolder holder = new FilterHolder(ResumeFilter.class);
            holder.setName("resumelb");
            holder.setAsyncSupported(true);
            holder.setInitParameters(parameters);
            FilterMapping mapping = new FilterMapping();
            mapping.setFilterName(holder.getName());
            mapping.setPathSpec("/*");
            mapping.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST));
            webapp.getServletHandler().addFilter(holder);
            webapp.getServletHandler().prependFilterMapping(mapping);
        });
    }
}
