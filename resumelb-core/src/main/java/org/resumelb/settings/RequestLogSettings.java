package org.resumelb.settings;

import java.util.List;

/** Settings of the access log. */
public final class RequestLogSettings {
    private static final SettingGroup GROUP = new SettingGroup();

    public static final Setting<String> FILE = GROUP.atStart(
            "requestlog.file",
            Kind.file("a path of a file, with yyyy_mm_dd in its name for one a day, or logger"),
            "logs/access-yyyy_mm_dd.log",
            "File of the access log, by day where `yyyy_mm_dd` is in its name; `logger` sends the lines to the logger"
                    + " `org.resumelb.requestlog` of the server's logging instead.");

    public static final Setting<String> FORMAT = GROUP.atStart(
            "requestlog.format",
            Kind.oneOf(List.of("text", "json")),
            "text",
            "Whether a line is text, the combined format with more behind it, or a JSON object.");

    public static final Setting<Integer> RETAIN_DAYS = GROUP.atStart(
            "requestlog.retainDays",
            Kind.whole(0, 36_500).in("days"),
            "31",
            "After how many days the file of a day is deleted; 0 for never.");

    private RequestLogSettings() {}

    static List<Setting<?>> all() {
        return GROUP.all();
    }
}
