package org.resumelb.tools.simulation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.resumelb.tools.log.LogEntry;

/**
 * The demo's traffic: the GETs of a log, each for a page of a newspaper, which needs several records that pages share. A
 * class is a host, or, of a log of one site, the first part of the path. Not thread-safe.
 */
final class Newspaper implements Workload {
    private static final int FRONT_SECTIONS = 4;
    private static final int RELATED = 3;

    private final Map<String, Integer> records = new HashMap<>();
    private final Map<Integer, List<Integer>> within = new HashMap<>();
    private final Map<String, Integer> classNumbers = new HashMap<>();
    private final List<String> classes = new ArrayList<>();
    private final List<Page> pages = new ArrayList<>();
    private int position;

    /** A page as it is asked for. */
    private record Page(int site, int content, int front, int section, int article) {}

    /**
     * Reads a log.
     *
     * @param limit GETs at most
     * @throws IOException if it cannot be read
     */
    Newspaper(Path log, int limit) throws IOException {
        GetLog gets = GetLog.read(log, limit);
        gets.entries().forEach(entry -> add(entry, classOf(gets.classOf(entry))));
    }

    private void add(LogEntry entry, int site) {
        String host = entry.host();
        String target = entry.target();
        int content = GetLog.contentOf(entry);
        int front = record(-1, "site " + host);
        if (target.equals("/")) {
            pages.add(new Page(site, content, front, -1, -1));
            return;
        }
        String name = GetLog.firstSegment(target);
        int section = record(front, "section " + host + ' ' + name);
        boolean isSection = !name.isEmpty() && target.indexOf('/', 1) == target.length() - 1;
        int article = isSection ? -1 : record(section, "article " + host + target);
        pages.add(new Page(site, content, front, section, article));
    }

    private int classOf(String name) {
        return classNumbers.computeIfAbsent(name, its -> {
            classes.add(its);
            return classes.size() - 1;
        });
    }

    private int record(int parent, String name) {
        return records.computeIfAbsent(name, its -> {
            int number = records.size();
            within.computeIfAbsent(parent, its2 -> new ArrayList<>()).add(number);
            return number;
        });
    }

    /** How many records all pages need. */
    int records() {
        return records.size();
    }

    int requests() {
        return pages.size();
    }

    @Override
    public Request next() {
        Page page = pages.get(position);
        position = (position + 1) % pages.size();
        List<Integer> needed = new ArrayList<>(List.of(page.front));
        if (page.section < 0) {
            List<Integer> sections = within.getOrDefault(page.front, List.of());
            needed.addAll(sections.subList(0, Math.min(FRONT_SECTIONS, sections.size())));
        } else {
            needed.add(page.section);
        }
        if (page.article >= 0) {
            needed.add(page.article);
            addRelated(page, needed);
        }
        return new Request(
                page.site, page.content, needed.stream().mapToLong(n -> n).toArray(), null);
    }

    private void addRelated(Page page, List<Integer> needed) {
        List<Integer> all = within.getOrDefault(page.section, List.of());
        int place = java.util.Collections.binarySearch(all, page.article);
        for (int i = 1; i <= RELATED && i < all.size(); i++) {
            needed.add(all.get((place + i) % all.size()));
        }
    }

    @Override
    public int sites() {
        return classes.size();
    }

    @Override
    public String nameOf(int site) {
        return classes.get(site);
    }
}
