package org.resumelb.jetty.jmx;

import javax.management.MBeanException;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.ReflectionException;
import org.eclipse.jetty.jmx.ObjectMBean;
import org.jspecify.annotations.Nullable;

/**
 * Gives a worker's MBean its name, {@code org.resumelb:type=worker,name="host:port"}, and converts its errors to a
 * readable form.
 */
public final class WorkerViewMBean extends ObjectMBean {
    /** Called by Jetty's MBeanContainer with the object to show, whose text is the worker's name. */
    public WorkerViewMBean(Object managed) {
        super(managed);
    }

    @Override
    public ObjectName getObjectName() {
        try {
            return new ObjectName("org.resumelb:type=worker,name="
                    + ObjectName.quote(getManagedObject().toString()));
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
}
