package org.resumelb.servlet;

import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.FilterInfo;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The containers in which the filter has to behave alike. */
enum ServletContainer {
    JETTY {
        @Override
        Running start(Deployment deployment) throws Exception {
            Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            ServletContextHandler context = new ServletContextHandler("/");
            ServletHolder servlet = new ServletHolder(deployment.servlet());
            servlet.setAsyncSupported(true);
            context.addServlet(servlet, "/*");
            FilterHolder filter = new FilterHolder(deployment.filter());
            filter.setAsyncSupported(true);
            filter.setInitParameters(deployment.parameters());
            context.addFilter(filter, "/*", EnumSet.copyOf(deployment.dispatches()));
            server.setHandler(context);
            server.start();
            return new Running(((ServerConnector) server.getConnectors()[0]).getLocalPort(), server::stop);
        }
    },

    TOMCAT {
        /** Tomcat waits so long for event streams, which end only after that; by default for 2 seconds. */
        private static final long MOST_UNLOAD_MILLIS = 100;

        @Override
        Running start(Deployment deployment) throws Exception {
            Tomcat tomcat = new Tomcat();
            tomcat.setBaseDir(deployment.directory().toString());
            Connector connector = new Connector();
            connector.setPort(0);
            connector.setProperty("address", "127.0.0.1");
            tomcat.setConnector(connector);
            Context context = tomcat.addContext("", null);
            ((StandardContext) context).setUnloadDelay(MOST_UNLOAD_MILLIS);
            Tomcat.addServlet(context, "app", deployment.servlet()).setAsyncSupported(true);
            context.addServletMapping("/*", "app");
            context.addFilterDef(filter(deployment));
            context.addFilterMap(mapping(deployment.dispatches()));
            tomcat.start();
            return new Running(connector.getLocalPort(), () -> stop(tomcat));
        }

        private static FilterDef filter(Deployment deployment) {
            FilterDef filter = new FilterDef();
            filter.setFilterName("resume");
            filter.setFilter(deployment.filter());
            filter.setAsyncSupported("true");
            deployment.parameters().forEach(filter::addInitParameter);
            return filter;
        }

        private static FilterMap mapping(Set<DispatcherType> dispatches) {
            FilterMap mapping = new FilterMap();
            mapping.setFilterName("resume");
            mapping.addURLPattern("/*");
            dispatches.forEach(dispatch -> mapping.setDispatcher(dispatch.name()));
            return mapping;
        }

        private static void stop(Tomcat tomcat) throws LifecycleException {
            tomcat.stop();
            tomcat.destroy();
        }
    },

    UNDERTOW {
        @Override
        Running start(Deployment deployment) throws Exception {
            FilterInfo filter =
                    Servlets.filter("resume", ResumeFilter.class, new ImmediateInstanceFactory<>(deployment.filter()));
            filter.setAsyncSupported(true);
            deployment.parameters().forEach(filter::addInitParam);
            var info = Servlets.deployment()
                    .setClassLoader(ServletContainer.class.getClassLoader())
                    .setContextPath("/")
                    .setDeploymentName("app")
                    .addServlet(Servlets.servlet(
                                    "app",
                                    deployment.servlet().getClass(),
                                    new ImmediateInstanceFactory<>(deployment.servlet()))
                            .addMapping("/*")
                            .setAsyncSupported(true))
                    .addFilter(filter);
            deployment.dispatches().forEach(dispatch -> info.addFilterUrlMapping("resume", "/*", dispatch));
            DeploymentManager manager = Servlets.newContainer().addDeployment(info);
            manager.deploy();
            Undertow undertow = Undertow.builder()
                    .addHttpListener(0, "127.0.0.1")
                    .setHandler(manager.start())
                    .build();
            undertow.start();
            var address = (InetSocketAddress) undertow.getListenerInfo().get(0).getAddress();
            return new Running(Objects.requireNonNull(address).getPort(), () -> {
                manager.stop();
                manager.undeploy();
                undertow.stop();
            });
        }
    };

    /** Kept, as a logger that nobody holds forgets its level. They report the errors that tests provoke. */
    private static final Set<Logger> SILENCED =
            Set.of(Logger.getLogger("org.apache"), Logger.getLogger("io.undertow"), Logger.getLogger("org.xnio"));

    static {
        SILENCED.forEach(logger -> logger.setLevel(Level.OFF));
    }

    abstract Running start(Deployment deployment) throws Exception;

    /** What runs, and where it may put its files. */
    record Deployment(
            HttpServlet servlet,
            ResumeFilter filter,
            Map<String, String> parameters,
            Set<DispatcherType> dispatches,
            Path directory) {

        Deployment(
                HttpServlet servlet, Map<String, String> parameters, Set<DispatcherType> dispatches, Path directory) {
            this(servlet, new ResumeFilter(), parameters, dispatches, directory);
        }
    }

    /** A started container on a free port of this machine. */
    static final class Running {

        private final int port;
        private final Stopping stopping;
        private boolean stopped;

        Running(int port, Stopping stopping) {
            this.port = port;
            this.stopping = stopping;
        }

        int port() {
            return port;
        }

        /** Stops it, if it is not stopped yet. */
        void stop() throws Exception {
            if (!stopped) {
                stopped = true;
                stopping.stop();
            }
        }
    }

    interface Stopping {
        void stop() throws Exception;
    }
}
