package org.resumelb.jetty.jmx;

import javax.management.Attribute;
import javax.management.AttributeNotFoundException;
import javax.management.MBeanException;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.ReflectionException;
import org.eclipse.jetty.jmx.ObjectMBean;
import org.jspecify.annotations.Nullable;

/**
 * Gives the load balancer's MBean its fixed name, {@value #NAME}, and converts its errors to a form that any remote
 * console can read without our classes.
 */
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

    @Override
    public @Nullable Object invoke(String name, Object[] arguments, String[] signature)
            throws ReflectionException, MBeanException {
        try {
            return super.invoke(name, arguments, signature);
        } catch (MBeanException e) {
            throw ReadableErrors.of(e);
        }
    }

    @Override
    public void setAttribute(Attribute attribute)
            throws AttributeNotFoundException, ReflectionException, MBeanException {
        try {
            super.setAttribute(attribute);
        } catch (MBeanException e) {
            throw ReadableErrors.of(e);
        }
    }
}
