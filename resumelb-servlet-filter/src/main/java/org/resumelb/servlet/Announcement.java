package org.resumelb.servlet;

/**
 * What all load balancers listening are told at one moment.
 *
 * @param whole whether {@code resume} is complete and replaces all they know, or only what changed
 */
record Announcement(boolean whole, Resume resume) {}
