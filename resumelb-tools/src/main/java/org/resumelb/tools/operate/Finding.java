package org.resumelb.tools.operate;

/** A finding of a check. Immutable. */
record Finding(Level level, String text) {}
