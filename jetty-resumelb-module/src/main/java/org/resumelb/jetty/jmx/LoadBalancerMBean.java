package org.resumelb.jetty.jmx;

import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.eclipse.jetty.jmx.ObjectMBean;

/** Gives the load balancer's MBean its fixed name, {@value #NAME}. */
public final class LoadBalancerMBean extends ObjectMBean {
    public static final String NAME = "org.resumelb:type=loadbalancer";

    /** Called by Jetty's MBeanContainer with the object to show. */
    public LoadBalancerMBean(Object managed) {
        super(managed);
    }

    @Override
    public ObjectName getObjectName() {
        try {
            return new ObjectName(NAME);
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException(e);
        }
    }
}
