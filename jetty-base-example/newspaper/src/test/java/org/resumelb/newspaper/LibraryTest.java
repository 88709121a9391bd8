package org.resumelb.newspaper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resumelb.newspaper.archive.Archive;
import org.resumelb.newspaper.archive.Page;

final class LibraryTest {
    private static final Page FRONT = Page.of("a.example", "/");
    private static final Page CUP = Page.of("a.example", "/sport/cup");
    private static final Page RUN = Page.of("a.example", "/sport/run");

    private JdbcConnectionPool database;

    @BeforeEach
    void fill() throws SQLException {
        database = JdbcConnectionPool.create("jdbc:h2:mem:library;DB_CLOSE_DELAY=-1", "", "");
        Archive archive = new Archive();
        archive.add(FRONT);
        archive.add(CUP);
        archive.add(RUN);
        for (int i = 0; i < 100; i++) {
            archive.add(Page.of("b.example", "/s/" + i));
        }
        try (Connection connection = database.getConnection()) {
            archive.write(connection);
        }
    }

    @AfterEach
    void drop() throws SQLException {
        execute("SHUTDOWN");
        database.dispose();
    }

    @Test
    void anArticlesPageNeedsSiteSectionArticleAndRelatedOnes() {
        Library library = library(100);
        Renderer.render(CUP, library.visit());
        assertEquals(4, library.lookups());
        assertEquals(4, library.loads());
        assertEquals(1, library.requests());
    }

    @Test
    void aSecondPageOfTheSiteFindsWhatTheFirstHasLoaded() {
        Library library = library(100);
        Renderer.render(CUP, library.visit());
        Renderer.render(RUN, library.visit());
        assertEquals(8, library.lookups());
        assertEquals(4, library.loads());
    }

    @Test
    void aPageTakenAsAWholeIsOneRecord() throws SQLException {
        fillWithWholePages(1);
        Library library = lru(100);
        for (String target : List.of("/0", "/1/", "/", "/0")) {
            String html = Renderer.renderWhole(Page.whole("a.example", target), library.visit());
            assertTrue(html != null && html.contains("a.example"), html);
        }
        assertEquals(4, library.lookups());
        assertEquals(3, library.loads());
        assertNull(Renderer.renderWhole(Page.whole("a.example", "/unknown/"), library.visit()));
    }

    @Test
    void wholePagesThatWereNotUsedForLongestGoFirst() throws SQLException {
        fillWithWholePages(1);
        Library library = lru(2);
        for (String target : List.of("/0", "/1/", "/0", "/")) {
            Renderer.renderWhole(Page.whole("a.example", target), library.visit());
        }
        assertEquals(Set.of(whole("/0"), whole("/")), library.cachedIds());
        assertEquals(3, library.loads());
    }

    @Test
    void wholePagesTakeAsMuchAsTheyWeigh() throws SQLException {
        fillWithWholePages(40);
        Library library = lru(100);
        for (String target : List.of("/0", "/1/", "/")) {
            Renderer.renderWhole(Page.whole("a.example", target), library.visit());
        }
        assertEquals(Set.of(whole("/1/"), whole("/")), library.cachedIds());
        Library small = lru(39);
        Renderer.renderWhole(Page.whole("a.example", "/0"), small.visit());
        assertEquals(Set.of(), small.cachedIds());
    }

    private void fillWithWholePages(int weight) throws SQLException {
        Archive archive = new Archive();
        for (String target : List.of("/0", "/1/", "/")) {
            archive.add(Page.whole("a.example", target), weight);
        }
        try (Connection connection = database.getConnection()) {
            archive.write(connection);
        }
    }

    private static long whole(String target) {
        return Page.whole("a.example", target).articleId();
    }

    private Library library(int capacity) {
        return new Library(capacity, () -> new CaffeineRecords(capacity), new Store(database));
    }

    private Library lru(int capacity) {
        return new Library(capacity, () -> new LruRecords(capacity), new Store(database));
    }

    @Test
    void onlyMissesCostMissTime() {
        Library library = library(100);
        Library.Visit cold = library.visit();
        Renderer.render(CUP, cold);
        Library.Visit warm = library.visit();
        Renderer.render(CUP, warm);
        assertTrue(cold.missNanos() > 0, "cold: " + cold.missNanos());
        assertEquals(0, warm.missNanos());
    }

    @Test
    void theCacheNeverHoldsMoreThanItsCapacity() {
        Library library = library(10);
        for (int i = 0; i < 100; i++) {
            Renderer.render(Page.of("b.example", "/s/" + i), library.visit());
            assertTrue(
                    library.cachedIds().size() <= 10,
                    "cached: " + library.cachedIds().size());
        }
        assertEquals(10, library.cachedIds().size());
    }

    @Test
    void whatIsCachedIsToldByItsIds() {
        Library library = library(100);
        Renderer.render(CUP, library.visit());
        assertEquals(Set.of(CUP.siteId(), CUP.sectionId(), CUP.articleId(), RUN.articleId()), library.cachedIds());
    }

    @Test
    void resetMakesCacheAndCountersNew() {
        Library library = library(100);
        Renderer.render(CUP, library.visit());
        library.reset();
        assertEquals(0, library.requests() + library.lookups() + library.loads());
        assertEquals(Set.of(), library.cachedIds());
        Renderer.render(CUP, library.visit());
        assertEquals(4, library.loads());
    }

    @Test
    void unknownPagesAreNotFoundAndNotCached() {
        Library library = library(100);
        assertNull(Renderer.render(Page.of("nowhere.example", "/"), library.visit()));
        assertNull(Renderer.render(Page.of("a.example", "/sport/unknown"), library.visit()));
        assertNull(Renderer.render(Page.of("a.example", "/unknown/"), library.visit()));
        assertEquals(2, library.cachedIds().size());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFailingDatabaseIsAnErrorAndLeavesNothingInTheCache(boolean wholePages) throws SQLException {
        execute("DROP TABLE newspaper_article");
        Library library = wholePages ? lru(100) : library(100);
        Library.Visit visit = library.visit();
        StoreException e = assertThrows(StoreException.class, () -> visit.article(CUP.articleId()));
        assertTrue(
                String.valueOf(e.getMessage()).startsWith("record " + CUP.articleId() + " cannot be read"),
                String.valueOf(e.getMessage()));
        assertTrue(visit.missNanos() > 0, "a failed load takes time, too");
        assertEquals(Set.of(), library.cachedIds());
    }

    @Test
    void pagesShowTheirRecords() {
        Library library = library(100);
        String front = Renderer.render(FRONT, library.visit());
        assertTrue(front != null && front.contains("<h2>sport</h2>") && front.contains("/sport/run"), front);
        String article = Renderer.render(CUP, library.visit());
        assertTrue(
                article != null
                        && article.contains("The a.example Herald")
                        && article.contains("<h1>News from /sport/cup</h1>")
                        && article.contains("<a href=\"/sport/run\">"),
                article);
        String section = Renderer.render(Page.of("a.example", "/sport/"), library.visit());
        assertTrue(section != null && section.contains("News from /sport/cup"), section);
    }

    @Test
    void textsAreEscaped() {
        String page = new Html("<a>", "\"b\" & c").text("<script>").end();
        assertTrue(page.contains("&lt;a&gt;") && page.contains("&quot;b&quot; &amp; c"), page);
        assertTrue(!page.contains("<script>"), page);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
