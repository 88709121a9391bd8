package org.resumelb.newspaper.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PageTest {
    /** Written down once: a database that was filled by another version must stay readable. */
    private static final long SITE_ID = -2573517299463750911L;

    @ParameterizedTest
    @CsvSource({
        "/, FRONT, ''",
        "/sport/, SECTION, sport",
        "/sport, ARTICLE, ''",
        "/sport/cup.html, ARTICLE, sport",
        "/sport/2013/, ARTICLE, sport",
        "/?page=2, ARTICLE, ''",
        "/search?q=a/b, ARTICLE, ''",
        "/sport/?page=2, ARTICLE, sport",
        "//, SECTION, ''",
        "//odd, ARTICLE, ''",
    })
    void anyTargetIsAPage(String target, Page.Kind kind, String section) {
        assertEquals(new Page(kind, "a.example", section, target), Page.of("a.example", target));
    }

    @Test
    void pagesOfOneSiteShareTheSite() {
        assertEquals(
                Page.of("a.example", "/").siteId(),
                Page.of("a.example", "/sport/cup").siteId());
        assertNotEquals(
                Page.of("a.example", "/").siteId(), Page.of("b.example", "/").siteId());
    }

    @Test
    void equalPathsOfTwoSitesAreTwoArticlesInTwoSections() {
        Page one = Page.of("a.example", "/sport/cup");
        Page other = Page.of("b.example", "/sport/cup");
        assertNotEquals(one.articleId(), other.articleId());
        assertNotEquals(one.sectionId(), other.sectionId());
    }

    @Test
    void namesDoNotRunIntoEachOther() {
        assertNotEquals(RecordId.section("ab", "c"), RecordId.section("a", "bc"));
        assertNotEquals(RecordId.section("a", "b"), RecordId.article("a", "b"));
    }

    @Test
    void aMillionNamesHaveAMillionIds() {
        Set<Long> ids = new HashSet<>();
        for (int i = 0; i < 1_000_000; i++) {
            ids.add(RecordId.article("site" + i % 1000 + ".example", "/article-" + i));
        }
        assertEquals(1_000_000, ids.size());
    }

    @Test
    void idsNeverChange() {
        assertEquals(SITE_ID, RecordId.site("a.example"));
    }
}
