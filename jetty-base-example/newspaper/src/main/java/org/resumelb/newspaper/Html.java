package org.resumelb.newspaper;

import java.util.List;

/** Writes a page; all texts are escaped. Not thread-safe. */
final class Html {
    private final StringBuilder page = new StringBuilder(4096);

    Html(String site, String title) {
        page.append("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>");
        escape(title);
        page.append("</title></head><body>\n<p><a href=\"/\">");
        escape(site);
        page.append("</a></p>\n<h1>");
        escape(title);
        page.append("</h1>\n");
    }

    Html heading(String text) {
        page.append("<h2>");
        escape(text);
        page.append("</h2>\n");
        return this;
    }

    Html text(String text) {
        page.append("<p>");
        escape(text);
        page.append("</p>\n");
        return this;
    }

    Html headlines(List<Item.Headline> headlines) {
        page.append("<ul>\n");
        for (Item.Headline headline : headlines) {
            page.append("<li><a href=\"");
            escape(headline.path());
            page.append("\">");
            escape(headline.title());
            page.append("</a></li>\n");
        }
        page.append("</ul>\n");
        return this;
    }

    String end() {
        return page.append("</body></html>\n").toString();
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> page.append("&lt;");
                case '>' -> page.append("&gt;");
                case '&' -> page.append("&amp;");
                case '"' -> page.append("&quot;");
                default -> page.append(c);
            }
        }
    }
}
