package org.resumelb.tools.operate;

/** Something that a check found. Immutable. */
record Finding(Level level, String text) {}
