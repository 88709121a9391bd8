package org.resumelb.jetty.proxy.headers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resumelb.jetty.proxy.headers.TargetGuard.Verdict;

/** Which paths clients may ask workers for. */
class TargetGuardTest {
    private final TargetGuard guard = new TargetGuard("/.resumelb");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.resumelb",
                "/.resumelb/",
                "/.resumelb/resume",
                "/.ResumeLB/resume",
                "//.resumelb/resume",
                "///.resumelb",
                "/./.resumelb/resume",
                "/.//.resumelb",
                "/.resumelb//resume",
                "/.resumelb;a=b/resume",
                "/.resumelb;/resume",
                "/;x/.resumelb/resume",
                "/;/.resumelb/resume",
                "/%2eresumelb/resume",
                "/%2Eresumelb/resume",
                "/.resume%6cb/resume",
                "/%2e%72%65%73%75%6d%65%6c%62/resume",
                "/.resumelb%2fresume",
                "/.resumelb%2Fresume",
                "%2f.resumelb/resume",
                "/%2f.resumelb/resume",
                "/.resumelb%3bx=y/resume",
                "/%252eresumelb/resume",
                "/%25252eresumelb/resume",
                "/%u002eresumelb/resume",
                "/%U002Eresumelb/resume",
                "/.resumelb%5cresume",
                "/.resumelb\\resume",
                "\\.resumelb\\resume",
                "/a/../.resumelb/resume",
                "/a/..;x/.resumelb/resume",
                "/a/%2e%2e/.resumelb/resume",
                "/a/.%2e/.resumelb/resume",
                "/a/..%2f.resumelb/resume",
                "/a%2f..%2f.resumelb/resume",
                "/a\\..\\.resumelb/resume",
                "/a/b/c/../../../.resumelb",
                "/a//../.resumelb/resume",
                "/.resumelb/../shop",
                "/.resumelb/..;/shop",
                "/.resumelb/%2e%2e/shop",
            })
    void theManagementPathIsNotForClientsInAnySpelling(String path) {
        assertEquals(Verdict.MANAGEMENT, guard.judge(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/..",
                "/../",
                "/../x",
                "/../.resumelb",
                "/..;x/.resumelb",
                "/a/../../.resumelb/resume",
                "/a//../../.resumelb/resume",
                "/a;b/../../x",
                "/./../x",
                "//../x",
                "/%2e%2e/x",
                "/%2e./x",
                "/..%2fx",
                "/%252e%252e/x",
                "/%u002e%u002e/x",
                "/..%5cx",
                "/..\\x",
                "/a/%2e%2e/%2e%2e/x",
                "..",
                "../x",
                "%2e%2e/x",
            })
    void pathsThatClimbOutOfTheContextAreOutside(String path) {
        assertEquals(Verdict.OUTSIDE, guard.judge(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "*",
                "/index.html",
                "/.resumelbx",
                "/.resumel",
                "/x.resumelb",
                "/.resumelb.html",
                "/a/.resumelb",
                "/a/.resumelb/resume",
                "/resumelb/resume",
                "/%2eresumelbx",
                "/a/%2eresumelb",
                "/a%2f.resumelb",
                "/a/b/../.resumelb",
                "/a;b=c/d;e",
                "/a//b",
                "//a//b",
                "/...",
                "/.../x",
                "/..x",
                "/..hidden/y",
                "/.well-known/acme-challenge/x",
                "/a/..",
                "/a/../b",
                "/a/./b",
                "/100%",
                "/100%zz",
                "/100%2",
                "/%25",
                "/%E2%82%AC",
                "/%u20ac",
                "/%u00",
                "/a|b{c}\"d",
                "/r%C3%A9sum%C3%A9lb",
            })
    void allOtherPathsAreAllowed(String path) {
        assertEquals(Verdict.ALLOWED, guard.judge(path));
    }

    @Test
    void aManagementPathOfSeveralSegmentsIsGuardedAsAWhole() {
        TargetGuard deep = new TargetGuard("/Internal/resume");
        assertEquals(Verdict.MANAGEMENT, deep.judge("/internal/resume/resume"));
        assertEquals(Verdict.MANAGEMENT, deep.judge("/internal/x/../resume"));
        assertEquals(Verdict.MANAGEMENT, deep.judge("/internal%2Fresume"));
        assertEquals(Verdict.ALLOWED, deep.judge("/internal"));
        assertEquals(Verdict.ALLOWED, deep.judge("/internal/resumes"));
        assertEquals(Verdict.ALLOWED, deep.judge("/resume"));
    }

    /** Each character of the management path left alone, in another case, or encoded up to four times over. */
    @RepeatedTest(50)
    void aSpellingMadeUpByChanceIsRecognised(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        StringBuilder spelling = new StringBuilder("/");
        for (char c : ".resumelb".toCharArray()) {
            spelling.append(spelt(c, random));
        }
        assertEquals(Verdict.MANAGEMENT, guard.judge(spelling + "/resume"), spelling.toString());
    }

    private static String spelt(char c, Random random) {
        int encodings = random.nextInt(5);
        String spelling = String.valueOf(random.nextBoolean() ? c : Character.toUpperCase(c));
        if (encodings > 0) {
            spelling = String.format("%%%02x", (int) spelling.charAt(0));
        }
        for (int i = 1; i < encodings; i++) {
            spelling = spelling.replace("%", "%25");
        }
        return spelling;
    }
}
