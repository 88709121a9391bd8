package org.resumelb.servlet;

/**
 * What all listening load balancers are told at one moment.
 *
 * @param whole whether {@code resume} is complete and replaces everything they know, or contains only what changed
 */
record Announcement(boolean whole, Resume resume) {}
