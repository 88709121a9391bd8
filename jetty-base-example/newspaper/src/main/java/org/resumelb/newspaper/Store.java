package org.resumelb.newspaper;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.resumelb.newspaper.archive.Tables;

/** Reads records from the database, one query each. Thread-safe. */
final class Store {
    private static final String SITE = "SELECT s.host, s.title, c.id FROM newspaper_site s"
            + " LEFT JOIN newspaper_section c ON c.site_id = s.id AND c.place < " + Tables.FRONT_SECTIONS
            + " WHERE s.id = ? ORDER BY c.place";
    private static final String SECTION = "SELECT c.name, a.path, a.title FROM newspaper_section c"
            + " LEFT JOIN newspaper_article a ON a.section_id = c.id AND a.place < " + Tables.HEADLINES
            + " WHERE c.id = ? ORDER BY a.place";
    private static final String ARTICLE =
            "SELECT a.path, a.title, a.body, r.related_id, a.weight FROM newspaper_article a"
                    + " LEFT JOIN newspaper_related r ON r.article_id = a.id"
                    + " WHERE a.id = ? ORDER BY r.place";

    private final DataSource database;

    Store(DataSource database) {
        this.database = database;
    }

    Item.@Nullable Site site(long id) throws SQLException {
        return query(SITE, id, rows -> {
            String host = rows.getString(1);
            String title = rows.getString(2);
            return new Item.Site(host, title, ids(rows, 3));
        });
    }

    Item.@Nullable Section section(long id) throws SQLException {
        return query(SECTION, id, rows -> {
            String name = rows.getString(1);
            List<Item.Headline> headlines = new ArrayList<>();
            do {
                if (rows.getString(2) != null) {
                    headlines.add(new Item.Headline(rows.getString(2), rows.getString(3)));
                }
            } while (rows.next());
            return new Item.Section(name, List.copyOf(headlines));
        });
    }

    Item.@Nullable Article article(long id) throws SQLException {
        return query(ARTICLE, id, rows -> {
            String path = rows.getString(1);
            String title = rows.getString(2);
            String body = rows.getString(3);
            int weight = rows.getInt(5);
            return new Item.Article(path, title, body, ids(rows, 4), weight);
        });
    }

    private static List<Long> ids(ResultSet rows, int column) throws SQLException {
        List<Long> ids = new ArrayList<>();
        do {
            long id = rows.getLong(column);
            if (!rows.wasNull()) {
                ids.add(id);
            }
        } while (rows.next());
        return List.copyOf(ids);
    }

    private <T extends Item> @Nullable T query(String sql, long id, Reader<T> reader) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, id);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? reader.read(rows) : null;
            }
        }
    }

    /** Makes a record of all rows; the first one is current at the start. */
    @FunctionalInterface
    private interface Reader<T extends Item> {
        T read(ResultSet rows) throws SQLException;
    }
}
