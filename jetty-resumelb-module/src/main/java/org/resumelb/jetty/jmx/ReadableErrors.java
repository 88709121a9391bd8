package org.resumelb.jetty.jmx;

import javax.management.MBeanException;

/** Converts errors to a form that any remote console can read without our classes. */
final class ReadableErrors {
    private ReadableErrors() {}

    static MBeanException of(MBeanException failure) {
        Exception reason = failure.getTargetException();
        String message = reason == null ? failure.getMessage() : reason.getMessage();
        // Of the JDK and without causes: a console that lacks a class could not even show the message.
        return new MBeanException(new IllegalStateException(message), message);
    }
}
