package org.resumelb.newspaper.archive;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The records that a log's pages need, collected before they are written; in the order of their first request. */
final class Draft {
    private final Map<Long, Site> sites = new LinkedHashMap<>();
    private final Map<Long, Section> sections = new LinkedHashMap<>();
    private final Map<Long, Article> articles = new LinkedHashMap<>();

    void add(Page page, int weight) {
        Site site = sites.computeIfAbsent(page.siteId(), id -> new Site(id, page.host()));
        if (page.kind() == Page.Kind.FRONT) {
            return;
        }
        Section section = sections.computeIfAbsent(page.sectionId(), id -> {
            Section added = new Section(id, site.id, site.sections++, page.sectionName(), new ArrayList<>());
            return added;
        });
        if (page.kind() == Page.Kind.ARTICLE) {
            articles.computeIfAbsent(page.articleId(), id -> {
                Article added = new Article(id, section, section.articles.size(), weight, page.target());
                section.articles.add(added);
                return added;
            });
        }
    }

    Iterable<Site> sites() {
        return sites.values();
    }

    Iterable<Section> sections() {
        return sections.values();
    }

    Iterable<Article> articles() {
        return articles.values();
    }

    /** All records that a cache can hold. */
    int size() {
        return sites.size() + sections.size() + articles.size();
    }

    static final class Site {
        final long id;
        final String host;
        private int sections;

        Site(long id, String host) {
            this.id = id;
            this.host = host;
        }
    }

    record Section(long id, long siteId, int place, String name, List<Article> articles) {}

    record Article(long id, Section section, int place, int weight, String path) {
        /** The next articles of the same section, round the corner at its end. */
        List<Article> related() {
            List<Article> all = section.articles;
            List<Article> related = new ArrayList<>();
            for (int i = 1; i <= Tables.RELATED && i < all.size(); i++) {
                related.add(all.get((place + i) % all.size()));
            }
            return related;
        }
    }
}
