package org.resumelb.endtoend.toolkit;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** The load balancer's MBean, and its JVM, as a remote JMX console sees them. */
public final class RemoteJmx implements AutoCloseable {
    private static final String LOAD_BALANCER = "org.resumelb:type=loadbalancer";

    private final JMXConnector connector;
    private final MBeanServerConnection server;

    private RemoteJmx(JMXConnector connector) throws IOException {
        this.connector = connector;
        this.server = connector.getMBeanServerConnection();
    }

    @SuppressWarnings("BanJNDI") // The registry is the one that a process of ours has just opened on loopback.
    static RemoteJmx connect(int port) throws IOException {
        String address = "localhost:" + port;
        JMXServiceURL url = new JMXServiceURL("service:jmx:rmi://" + address + "/jndi/rmi://" + address + "/jmxrmi");
        return new RemoteJmx(JMXConnectorFactory.connect(url));
    }

    /** An attribute of the load balancer. */
    public Object get(String attribute) throws IOException, JMException {
        return server.getAttribute(new ObjectName(LOAD_BALANCER), attribute);
    }

    /** Sets an attribute of the load balancer. */
    public void set(String attribute, Object value) throws IOException, JMException {
        server.setAttribute(new ObjectName(LOAD_BALANCER), new Attribute(attribute, value));
    }

    /** Calls an operation of the load balancer; its arguments are texts. */
    public Object call(String operation, String... arguments) throws IOException, JMException {
        String[] types = new String[arguments.length];
        Arrays.fill(types, String.class.getName());
        return server.invoke(new ObjectName(LOAD_BALANCER), operation, arguments, types);
    }

    /** How many threads the JVM has. */
    public int threads() throws IOException, JMException {
        return (Integer) server.getAttribute(new ObjectName(ManagementFactory.THREAD_MXBEAN_NAME), "ThreadCount");
    }

    /** How many files and sockets the JVM has open. */
    public long openFiles() throws IOException, JMException {
        ObjectName system = new ObjectName(ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME);
        return (Long) server.getAttribute(system, "OpenFileDescriptorCount");
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
