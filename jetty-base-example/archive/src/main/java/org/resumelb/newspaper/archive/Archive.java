package org.resumelb.newspaper.archive;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Collects the records which the pages of a log need and writes them into a database. Not thread-safe. */
public final class Archive {
    private final Draft draft = new Draft();

    /** An archive without records. */
    public Archive() {}

    /** Adds what a page needs, if it is not there yet. */
    public void add(Page page) {
        add(page, 1);
    }

    /**
     * The same.
     *
     * @param weight how much of a cache the page takes where each page is a record
     */
    public void add(Page page, int weight) {
        draft.add(page, weight);
    }

    /** Number of records: what a cache must hold to need no database. */
    public int records() {
        return draft.size();
    }

    /**
     * Makes the tables anew and writes all records in one transaction.
     *
     * @param connection left open, in auto-commit mode
     * @throws SQLException if the database refuses
     */
    public void write(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        execute(connection, Tables.DROP);
        execute(connection, Tables.CREATE);
        writeSites(connection);
        writeSections(connection);
        writeArticles(connection);
        writeRelated(connection);
        execute(connection, Tables.INDEXES);
        connection.commit();
        connection.setAutoCommit(true);
    }

    private static void execute(Connection connection, List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private void writeSites(Connection connection) throws SQLException {
        try (Batch batch = new Batch(connection, "INSERT INTO newspaper_site (id, host, title) VALUES (?, ?, ?)")) {
            for (Draft.Site site : draft.sites()) {
                String host = cut(site.host, Tables.NAME_LENGTH);
                batch.add(site.id, host, cut("The " + host + " Herald", Tables.NAME_LENGTH));
            }
            batch.flush();
        }
    }

    private void writeSections(Connection connection) throws SQLException {
        String sql = "INSERT INTO newspaper_section (id, site_id, place, name) VALUES (?, ?, ?, ?)";
        try (Batch batch = new Batch(connection, sql)) {
            for (Draft.Section section : draft.sections()) {
                batch.add(section.id(), section.siteId(), section.place(), cut(section.name(), Tables.NAME_LENGTH));
            }
            batch.flush();
        }
    }

    private void writeArticles(Connection connection) throws SQLException {
        String sql = "INSERT INTO newspaper_article (id, section_id, place, weight, path, title, body)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?)";
        try (Batch batch = new Batch(connection, sql)) {
            for (Draft.Article article : draft.articles()) {
                long sectionId = article.section().id();
                String path = cut(article.path(), Tables.PATH_LENGTH);
                String title = cut("News from " + path, Tables.NAME_LENGTH);
                String body = BodyText.of(article.id());
                batch.add(article.id(), sectionId, article.place(), article.weight(), path, title, body);
            }
            batch.flush();
        }
    }

    private void writeRelated(Connection connection) throws SQLException {
        String sql = "INSERT INTO newspaper_related (article_id, place, related_id) VALUES (?, ?, ?)";
        try (Batch batch = new Batch(connection, sql)) {
            for (Draft.Article article : draft.articles()) {
                int place = 0;
                for (Draft.Article related : article.related()) {
                    batch.add(article.id(), place++, related.id());
                }
            }
            batch.flush();
        }
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }
}
