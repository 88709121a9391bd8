package org.resumelb.newspaper.archive;

import java.util.List;

/**
 * The newspaper's tables, in SQL that H2 and PostgreSQL understand. Their names begin with {@code newspaper_}, so that they
 * do no harm in a database that has others.
 */
public final class Tables {
    /** Characters of a path that are kept; ids are made from all of them. */
    static final int PATH_LENGTH = 2000;
    /** Characters of a name or title that are kept. */
    static final int NAME_LENGTH = 250;
    /** Sections shown on a front page. */
    public static final int FRONT_SECTIONS = 4;
    /** Articles announced on a section's page. */
    public static final int HEADLINES = 5;
    /** Articles shown beside an article. */
    static final int RELATED = 3;

    static final List<String> DROP = List.of(
            "DROP TABLE IF EXISTS newspaper_related",
            "DROP TABLE IF EXISTS newspaper_article",
            "DROP TABLE IF EXISTS newspaper_section",
            "DROP TABLE IF EXISTS newspaper_site");

    static final List<String> CREATE = List.of(
            "CREATE TABLE newspaper_site (id BIGINT PRIMARY KEY, host VARCHAR(" + NAME_LENGTH + ") NOT NULL,"
                    + " title VARCHAR(" + NAME_LENGTH + ") NOT NULL)",
            "CREATE TABLE newspaper_section (id BIGINT PRIMARY KEY, site_id BIGINT NOT NULL, place INT NOT NULL,"
                    + " name VARCHAR(" + NAME_LENGTH + ") NOT NULL)",
            "CREATE TABLE newspaper_article (id BIGINT PRIMARY KEY, section_id BIGINT NOT NULL, place INT NOT NULL,"
                    + " weight INT NOT NULL, path VARCHAR(" + PATH_LENGTH + ") NOT NULL, title VARCHAR(" + NAME_LENGTH
                    + ") NOT NULL,"
                    + " body VARCHAR(2000) NOT NULL)",
            "CREATE TABLE newspaper_related (article_id BIGINT NOT NULL, place INT NOT NULL,"
                    + " related_id BIGINT NOT NULL, PRIMARY KEY (article_id, place))");

    /** Made after the rows: that is faster. */
    static final List<String> INDEXES = List.of(
            "CREATE INDEX newspaper_section_of_site ON newspaper_section (site_id, place)",
            "CREATE INDEX newspaper_article_of_section ON newspaper_article (section_id, place)");

    private Tables() {}
}
