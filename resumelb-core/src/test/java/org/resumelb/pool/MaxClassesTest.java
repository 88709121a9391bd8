package org.resumelb.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.resumelb.resume.Skill;

class MaxClassesTest {
    private final PoolFixture fixture = new PoolFixture(withMaxClasses(3));
    private final Pool pool = fixture.pool;

    private static PoolSettings withMaxClasses(int maxClasses) {
        return new PoolSettings(4, 9, 1, false, maxClasses);
    }

    private void request(String requestClass) {
        fixture.acquired(requestClass).close(Outcome.SUCCEEDED);
    }

    private boolean known(String requestClass) {
        return !pool.explain(requestClass).candidates().isEmpty();
    }

    private String knownOf(String... classes) {
        return Stream.of(classes).filter(this::known).reduce("", String::concat);
    }

    @Test
    void theClassNotAskedForForLongestGoesFirst() {
        fixture.serving("w");
        Stream.of("a", "b", "c", "a", "d").forEach(this::request);
        assertEquals("acd", knownOf("a", "b", "c", "d"));
        request("e");
        assertEquals("ade", knownOf("a", "b", "c", "d", "e"));
    }

    @Test
    void explainingAClassDoesNotKeepIt() {
        fixture.serving("w");
        Stream.of("a", "b", "c").forEach(this::request);
        pool.explain("a");
        request("d");
        assertEquals("bcd", knownOf("a", "b", "c", "d"));
    }

    @Test
    void aWorkerThatLeavesDoesNotMakeItsClassesWarm() {
        Worker v = fixture.serving("v", Map.of("a", 5.0));
        fixture.serving("w", Map.of("a", 1.0, "b", 1.0, "c", 1.0));
        Stream.of("a", "b", "c").forEach(this::request);
        pool.unregister(v);
        request("d");
        assertEquals("bcd", knownOf("a", "b", "c", "d"));
    }

    @Test
    void learningAClassKeepsIt() {
        Worker worker = fixture.serving("w");
        Stream.of("a", "b", "c").forEach(this::request);
        pool.learn(worker, Map.of("a", Skill.ofScore(3)));
        request("d");
        assertEquals("acd", knownOf("a", "b", "c", "d"));
    }

    @Test
    void aLowerBoundTakesEffectWithTheNextNewClass() {
        pool.settings(withMaxClasses(100));
        fixture.serving("w");
        Stream.of("a", "b", "c", "d", "e").forEach(this::request);
        pool.settings(withMaxClasses(2));
        request("f");
        assertEquals("ef", knownOf("a", "b", "c", "d", "e", "f"));
        assertEquals(2, pool.status().classes());
    }

    @Test
    void tenTimesAsManyClassesAreAskedForAndLearntAndNoMoreRemembered() {
        pool.settings(withMaxClasses(1000));
        Worker v = fixture.serving("v");
        Worker w = fixture.serving("w");
        for (int i = 0; i < 10_000; i++) {
            request("asked" + i);
            pool.learn(v, Map.of("learnt" + i, Skill.ofScore(1)));
            assertEquals(Math.min(2 * i + 2, 1000), pool.status().classes());
        }
        assertEquals(1000, fixture.status(v).skills());
        assertEquals(0, fixture.status(w).skills());
    }

    @Test
    void aResumeLongerThanTheBoundIsCut() {
        Map<String, Double> scores = new HashMap<>();
        for (int i = 0; i < 30; i++) {
            scores.put("c" + i, 1.0);
        }
        Worker worker = fixture.serving("w", scores);
        assertEquals(3, fixture.status(worker).skills());
        assertEquals(3, pool.status().classes());
    }

    @Test
    void ofAWorkersSkillsTheOneLearntLongestAgoGoesFirst() {
        Worker worker = fixture.serving("w");
        Stream.of("a", "b", "c", "a", "d").forEach(name -> pool.learn(worker, Map.of(name, Skill.ofScore(1))));
        pool.drain("w:80", true);
        pool.drain("w:80", false);
        assertEquals("acd", knownOf("a", "b", "c", "d"));
    }
}
