package org.resumelb.newspaper.archive;

/**
 * What a request asks for. Any host is a newspaper's site; {@code /} is its front page, {@code /name/} the page of a
 * section, anything else an article, whose section is the first part of the path.
 *
 * @param kind which kind of page
 * @param host the site's host, in lower case
 * @param sectionName the section's name, empty for articles at the top
 * @param target path and query
 */
public record Page(Kind kind, String host, String sectionName, String target) {
    /** Kinds of pages. */
    public enum Kind {
        /** Site and its first sections. */
        FRONT,
        /** Site and section. */
        SECTION,
        /** Site, section, article and related articles. */
        ARTICLE
    }

    /**
     * The page of a request.
     *
     * @param host the Host header's value
     * @param target raw path and query
     */
    public static Page of(String host, String target) {
        if (target.equals("/")) {
            return new Page(Kind.FRONT, host, "", target);
        }
        int end = target.indexOf('/', 1);
        boolean inSection = end > 0 && target.lastIndexOf('?', end) < 0;
        String sectionName = inSection ? target.substring(1, end) : "";
        boolean sectionPage = inSection && end == target.length() - 1;
        return new Page(sectionPage ? Kind.SECTION : Kind.ARTICLE, host, sectionName, target);
    }

    /**
     * The page of a request where each page is a record: an article, whatever its target looks like.
     *
     * @param host the Host header's value
     * @param target raw path and query
     */
    public static Page whole(String host, String target) {
        return new Page(Kind.ARTICLE, host, "", target);
    }

    /** Id of the page's site. */
    public long siteId() {
        return RecordId.site(host);
    }

    /** Id of the page's section. */
    public long sectionId() {
        return RecordId.section(host, sectionName);
    }

    /** Id of the page's article. */
    public long articleId() {
        return RecordId.article(host, target);
    }
}
