package org.resumelb.newspaper.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ArchiveTest {
    private Connection connection;

    /** The tables must work in PostgreSQL as well, whose rules H2 can follow. */
    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:h2:mem:;MODE=PostgreSQL");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void aRecordIsCountedOnceHoweverOftenItIsAskedFor() {
        Archive archive = archive("/sport/cup", "/sport/cup", "/sport/", "/", "/top");
        assertEquals(1 + 2 + 2, archive.records());
    }

    @Test
    void allRowsOfThePagesAreWritten() throws SQLException {
        archive("/", "/sport/", "/sport/cup", "/sport/run", "/top").write(connection);
        assertEquals(List.of("a.example"), query("SELECT host FROM newspaper_site"));
        assertEquals(List.of("sport", ""), query("SELECT name FROM newspaper_section ORDER BY place"));
        assertEquals(
                List.of("/sport/cup", "/sport/run"),
                query("SELECT path FROM newspaper_article WHERE section_id = " + RecordId.section("a.example", "sport")
                        + " ORDER BY place"));
    }

    @Test
    void relatedArticlesAreTheNextThreeOfTheSectionRoundTheCorner() throws SQLException {
        archive("/s/0", "/s/1", "/s/2", "/s/3", "/s/4", "/t/5").write(connection);
        assertEquals(List.of("/s/4", "/s/0", "/s/1"), related("/s/3"));
        assertEquals(List.of(), related("/t/5"));
    }

    @Test
    void anArticleOfASmallSectionIsNeverRelatedToItself() throws SQLException {
        archive("/s/0", "/s/1").write(connection);
        assertEquals(List.of("/s/1"), related("/s/0"));
    }

    @Test
    void writingAgainReplacesTheTables() throws SQLException {
        archive("/old").write(connection);
        archive("/new").write(connection);
        assertEquals(List.of("/new"), query("SELECT path FROM newspaper_article"));
    }

    @ParameterizedTest
    @ValueSource(ints = {999, 1000, 1001, 2500})
    void largeNumbersOfRowsAreAllWritten(int articles) throws SQLException {
        Archive archive = new Archive();
        for (int i = 0; i < articles; i++) {
            archive.add(Page.of("a.example", "/s/" + i));
        }
        archive.write(connection);
        assertEquals(List.of(String.valueOf(articles)), query("SELECT COUNT(*) FROM newspaper_article"));
    }

    @Test
    void overlongPathsAreCutButKeepTheirIds() throws SQLException {
        String path = "/s/" + "x".repeat(5000);
        archive(path).write(connection);
        assertEquals(
                List.of(String.valueOf(Tables.PATH_LENGTH)),
                query("SELECT CHAR_LENGTH(path) FROM newspaper_article WHERE id = "
                        + RecordId.article("a.example", path)));
    }

    @Test
    void anArticlesTextIsAboutAKilobyteAndAlwaysTheSame() {
        assertEquals(BodyText.of(7), BodyText.of(7));
        int length = BodyText.of(7).length();
        assertTrue(length >= 1000 && length < 1100, "length: " + length);
    }

    private List<String> related(String path) throws SQLException {
        return query("SELECT a.path FROM newspaper_related r JOIN newspaper_article a ON a.id = r.related_id"
                + " WHERE r.article_id = " + RecordId.article("a.example", path) + " ORDER BY r.place");
    }

    private static Archive archive(String... targets) {
        Archive archive = new Archive();
        for (String target : targets) {
            archive.add(Page.of("a.example", target));
        }
        return archive;
    }

    private List<String> query(String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
