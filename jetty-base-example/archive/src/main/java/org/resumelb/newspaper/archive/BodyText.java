package org.resumelb.newspaper.archive;

import java.util.Random;

/** Writes articles: about a kilobyte of words, the same ones for the same id. */
final class BodyText {
    private static final String[] WORDS = {
        "council", "river", "harvest", "minister", "bridge", "festival", "weather", "market", "school", "railway",
        "hospital", "budget", "museum", "orchestra", "harbour", "election", "village", "factory", "stadium", "forest",
        "reports", "opens", "closes", "welcomes", "debates", "repairs", "celebrates", "considers", "postpones", "the",
        "a", "new", "old", "again", "after", "before", "with", "without", "near", "its"
    };
    private static final int LENGTH = 1000;

    private BodyText() {}

    static String of(long id) {
        Random random = new Random(id);
        StringBuilder text = new StringBuilder(LENGTH + 16);
        while (text.length() < LENGTH) {
            text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
        }
        return text.append("end.").toString();
    }
}
