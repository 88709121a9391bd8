package org.resumelb.demo.traffic;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/**
 * Makes an access log of many newspaper sites. A site's popularity is skewed and has nothing to do with its size, which is
 * skewed as well; within a site some articles are read more than others. The same seed makes the same log.
 */
public final class SyntheticLog {
    private static final double SITE_SKEW = 0.8;
    private static final double ARTICLE_SKEW = 0.5;
    private static final double MEDIAN_ARTICLES = 14;
    private static final int ARTICLES_PER_SECTION = 10;
    private static final double FRONT_PAGE_SHARE = 0.08;
    private static final double SECTION_PAGE_SHARE = 0.07;
    private static final Instant START = Instant.parse("2026-01-01T06:00:00Z");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Random random;
    private final String name;
    private final List<Skewed> articles = new ArrayList<>();
    private final List<Integer> sections = new ArrayList<>();
    private final Skewed popularity;

    /**
     * A log of sites that nobody has read yet.
     *
     * @param name first part of the sites' hosts
     * @param sites number of sites
     * @param seed of all that is drawn
     */
    public SyntheticLog(String name, int sites, long seed) {
        this.name = name;
        this.random = new Random(seed);
        this.popularity = new Skewed(sites, SITE_SKEW);
        for (int i = 0; i < sites; i++) {
            int size = (int) Math.max(3, MEDIAN_ARTICLES * Math.exp(random.nextGaussian()));
            articles.add(new Skewed(size, ARTICLE_SKEW));
            sections.add((size + ARTICLES_PER_SECTION - 1) / ARTICLES_PER_SECTION);
        }
    }

    /**
     * Writes a compressed log in the common format, with absolute targets.
     *
     * @throws IOException if the file cannot be written
     */
    public void write(Path file, int requests) throws IOException {
        try (BufferedWriter out = new BufferedWriter(
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.US_ASCII))) {
            for (int i = 0; i < requests; i++) {
                String time = TIME.format(START.plusMillis(i * 5L));
                out.write("127.0.0.1 - - [" + time + "] \"GET " + nextUrl() + " HTTP/1.1\" 200 -\n");
            }
        }
    }

    private String nextUrl() {
        int site = popularity.draw(random);
        String start = "http://" + name + site + ".example/";
        double kind = random.nextDouble();
        if (kind < FRONT_PAGE_SHARE) {
            return start;
        }
        int article = articles.get(site).draw(random);
        int section = article % sections.get(site);
        boolean sectionPage = kind < FRONT_PAGE_SHARE + SECTION_PAGE_SHARE;
        return start + "section-" + section + "/" + (sectionPage ? "" : "article-" + article + ".html");
    }
}
