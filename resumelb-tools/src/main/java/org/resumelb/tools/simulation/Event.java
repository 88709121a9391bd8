package org.resumelb.tools.simulation;

/** Something that happens at an instant of virtual time. */
@FunctionalInterface
interface Event {
    void happen();
}
