package org.resumelb.jetty.admin;

import java.util.Map;

/** Something that the admin connector shows or does. Thread-safe. */
@FunctionalInterface
interface Page {
    /**
     * Answers a request.
     *
     * @param parameters of the query, each at most once, and only those that the page announced
     * @param name the part of the path after the page, such as a worker's name; empty for most pages
     */
    Answer answer(String name, Map<String, String> parameters);
}
