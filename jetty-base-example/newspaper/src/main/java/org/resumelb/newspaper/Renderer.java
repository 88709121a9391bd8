package org.resumelb.newspaper;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.resumelb.newspaper.archive.Page;

/** Makes a page of the records it needs. Stateless. */
final class Renderer {
    private Renderer() {}

    /** The page as HTML, or null if the site or what is asked of it does not exist. */
    static @Nullable String render(Page page, Library.Visit library) {
        Item.Site site = library.site(page.siteId());
        if (site == null) {
            return null;
        }
        return switch (page.kind()) {
            case FRONT -> front(site, library);
            case SECTION -> section(site, library.section(page.sectionId()));
            case ARTICLE -> article(site, page, library);
        };
    }

    /** The page if it is one record. */
    static @Nullable String renderWhole(Page page, Library.Visit library) {
        Item.Article article = library.article(page.articleId());
        return article == null
                ? null
                : new Html(page.host(), article.title()).text(article.body()).end();
    }

    private static String front(Item.Site site, Library.Visit library) {
        Html html = new Html(site.title(), site.title());
        for (long id : site.sectionIds()) {
            Item.Section section = library.section(id);
            if (section != null) {
                html.heading(sectionTitle(section)).headlines(section.headlines());
            }
        }
        return html.end();
    }

    private static @Nullable String section(Item.Site site, Item.@Nullable Section section) {
        if (section == null) {
            return null;
        }
        return new Html(site.title(), sectionTitle(section))
                .headlines(section.headlines())
                .end();
    }

    private static @Nullable String article(Item.Site site, Page page, Library.Visit library) {
        Item.Section section = library.section(page.sectionId());
        Item.Article article = library.article(page.articleId());
        if (section == null || article == null) {
            return null;
        }
        List<Item.Headline> related = new ArrayList<>();
        for (long id : article.relatedIds()) {
            Item.Article other = library.article(id);
            if (other != null) {
                related.add(new Item.Headline(other.path(), other.title()));
            }
        }
        return new Html(site.title(), article.title())
                .text(sectionTitle(section))
                .text(article.body())
                .heading("Related")
                .headlines(related)
                .end();
    }

    private static String sectionTitle(Item.Section section) {
        return section.name().isEmpty() ? "News" : section.name();
    }
}
