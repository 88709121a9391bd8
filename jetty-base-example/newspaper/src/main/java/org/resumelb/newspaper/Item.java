package org.resumelb.newspaper;

import java.util.List;

/** A record of the newspaper as it is kept in the cache. Immutable. */
sealed interface Item {
    /**
     * A site.
     *
     * @param host its name in the net
     * @param title its name in print
     * @param sectionIds its first sections
     */
    record Site(String host, String title, List<Long> sectionIds) implements Item {}

    /**
     * A section of a site.
     *
     * @param name its name, empty for articles at the top
     * @param headlines its first articles
     */
    record Section(String name, List<Headline> headlines) implements Item {}

    /**
     * An article.
     *
     * @param path where it is found on its site
     * @param title its title
     * @param body its text
     * @param relatedIds articles to show beside it
     * @param weight how much of a cache it takes where each page is a record
     */
    record Article(String path, String title, String body, List<Long> relatedIds, int weight) implements Item {}

    /**
     * An announcement of an article.
     *
     * @param path where the article is found on its site
     * @param title its title
     */
    record Headline(String path, String title) {}
}
