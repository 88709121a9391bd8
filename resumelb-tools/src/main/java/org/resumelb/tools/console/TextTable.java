package org.resumelb.tools.console;

import java.util.ArrayList;
import java.util.List;

/**
 * A table for people: columns two spaces apart, numbers aligned right. Not thread-safe. Control characters, which a
 * worker or client may have put into a name, are shown as question marks, so that no text controls the terminal.
 */
public final class TextTable {
    private static final String GAP = "  ";

    private final List<String> head;
    private final List<List<String>> rows = new ArrayList<>();

    /** Creates a table with these headings; a column whose heading begins with {@code >} is aligned right. */
    public TextTable(String... head) {
        this.head = List.of(head);
    }

    /** Adds a row with as many cells as there are headings. */
    public TextTable row(Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(printable(cell.toString()));
        }
        rows.add(row);
        return this;
    }

    /** A text without characters that would control a terminal. */
    public static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}|\\p{Cf}", "?");
    }

    /** The table, with each line terminated. */
    public String text() {
        StringBuilder text = new StringBuilder();
        line(text, head.stream().map(TextTable::heading).toList());
        rows.forEach(row -> line(text, row));
        return text.toString();
    }

    private static String heading(String name) {
        return isRight(name) ? name.substring(1) : name;
    }

    private static boolean isRight(String name) {
        return name.startsWith(">");
    }

    private void line(StringBuilder text, List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String space = " ".repeat(width(i) - length(cells.get(i)));
            line.append(i == 0 ? "" : GAP).append(isRight(head.get(i)) ? space + cells.get(i) : cells.get(i) + space);
        }
        text.append(line.toString().stripTrailing()).append(System.lineSeparator());
    }

    private int width(int column) {
        int widest = length(heading(head.get(column)));
        for (List<String> row : rows) {
            widest = Math.max(widest, length(row.get(column)));
        }
        return widest;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
