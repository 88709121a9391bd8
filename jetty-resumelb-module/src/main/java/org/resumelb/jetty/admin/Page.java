package org.resumelb.jetty.admin;

import java.util.Map;

/** Something that the admin connector shows or does. Thread-safe. */
@FunctionalInterface
interface Page {
    /**
     * Answers a request.
     *
     * @param parameters of the query, each once, none that the page did not announce
     * @param name what the path says besides the page, such as a worker's name; empty for most
     */
    Answer answer(String name, Map<String, String> parameters);
}
