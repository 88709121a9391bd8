package org.resumelb.jetty.resume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resumelb.resume.Resume;
import org.resumelb.resume.Skill;

/** Résumés as workers send them, and what is not taken for one. */
class ResumeParserTest {
    private static final double NONE = Double.NaN;
    private static final Path WIRE = Path.of("../docs/wire");

    private final ResumeParser parser = new ResumeParser(3);

    @Test
    void aResumeIsReadWhole() {
        Resume resume = parse("""
                {"format":1,"worker":"w-1","generation":1234,"classifier":"9f86","inFlight":3,
                 "classes":{"site1.example":{"score":123.4,"requests":57},
                            "":{"score":1e-3,"requests":1,"meanMillis":8,"missMillis":2.5,"idleMillis":0}}}
                """);
        Map<String, Skill> skills =
                Map.of("site1.example", new Skill(123.4, 57, NONE, NONE, NONE), "", new Skill(0.001, 1, 8, 2.5, 0));
        assertEquals(new Resume("w-1", 1234, "9f86", 3, skills), resume);
    }

    @Test
    void thePublishedExampleOfAResumeIsUnderstood() throws IOException {
        Resume resume = parser.parse(Files.readAllBytes(WIRE.resolve("resume.json")));
        Map<String, Skill> skills = Map.of(
                "site1.example", new Skill(125, 2, NONE, NONE, 3_000),
                "café \"nord\"", new Skill(4, 1, NONE, 187.5, 2_000),
                "", new Skill(500, 1, NONE, NONE, 1_000));
        assertEquals(new Resume("7d2f6c1e-5b0a-4d57-9f43-2f1f6f0b9a10", 4, "9f86d081884c7d65", 3, skills), resume);
    }

    @Test
    void thePublishedExampleOfAStreamIsUnderstood() throws IOException {
        List<String> heard = new ArrayList<>();
        EventParser events = new EventParser(10_000, (name, json) -> heard.add(name + told(name, json)));
        events.parse(ByteBuffer.wrap(Files.readAllBytes(WIRE.resolve("stream.txt"))));
        assertEquals(
                List.of(
                        "resume 4 [, café \"nord\", site1.example]",
                        "load 3",
                        "skills 6 [new.example, site1.example]",
                        "load 4",
                        "load 0",
                        "resume 6 []",
                        "load 0"),
                heard);
    }

    private String told(String event, byte[] json) {
        if (event.equals("load")) {
            return " " + parser.parseInFlight(json);
        }
        Resume resume = parser.parse(json);
        return " " + resume.generation() + " "
                + resume.skills().keySet().stream().sorted().toList();
    }

    @Test
    void onlyClassesAreNeeded() {
        assertEquals(new Resume("", 0, null, -1, Map.of()), parse("{\"classes\":{}}"));
        assertNull(parse("{\"classifier\":null,\"classes\":{}}").classifier());
    }

    @Test
    void unknownFieldsAreIgnoredWhateverTheyHold() {
        Resume resume = parse("""
                {"vendor":{"classes":{"x":{"score":"bad"}},"format":2},"list":[1,[{"a":null}],"z"],"classes":
                 {"a":{"extra":{"score":-1},"score":2,"more":[{}],"unit":"1/s"}},"format":1,"last":true}
                """);
        assertEquals(Map.of("a", Skill.ofScore(2)), resume.skills());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | without classes",
                "[] | START_ARRAY (expected: START_OBJECT)",
                "`` | null (expected: START_OBJECT)",
                "null | VALUE_NULL (expected: START_OBJECT)",
                "résumé | malformed JSON",
                "{\"classes\":{}} x | malformed JSON",
                "{\"classes\":{}}{} | after the résumé",
                "{\"classes\":{}}} | malformed JSON",
                "{\"format\":2,\"classes\":{}} | format: 2 (expected: 1)",
                "{\"format\":0,\"classes\":{}} | format: 0 (expected: 1)",
                "{\"format\":1.5,\"classes\":{}} | format: 1.5 (expected: 1)",
                "{\"format\":\"1\",\"classes\":{}} | format: 1 (expected: a number)",
                "{\"format\":null,\"classes\":{}} | format: null (expected: a number)",
                "{\"worker\":7,\"classes\":{}} | worker: 7 (expected: a string)",
                "{\"worker\":{\"classes\":{}},\"classes\":{}} | worker: { (expected: a string)",
                "{\"classifier\":[],\"classes\":{}} | classifier: [ (expected: a string)",
                "{\"generation\":-1,\"classes\":{}} | generation: -1 (expected: a finite number >= 0)",
                "{\"generation\":\"4\",\"classes\":{}} | generation: 4 (expected: a number)",
                "{\"inFlight\":-1,\"classes\":{}} | inFlight: -1 (expected: a finite number >= 0)",
                "{\"inFlight\":true,\"classes\":{}} | inFlight: true (expected: a number)",
                "{\"classes\":[]} | classes: START_ARRAY (expected: START_OBJECT)",
                "{\"classes\":null} | classes: VALUE_NULL (expected: START_OBJECT)",
                "{\"classes\":{\"a\":1}} | the class a: VALUE_NUMBER_INT (expected: START_OBJECT)",
                "{\"classes\":{\"a\":{}}} | score: 0.0 (expected: a finite number > 0)",
                "{\"classes\":{\"a\":{\"score\":0}}} | score: 0.0 (expected: a finite number > 0)",
                "{\"classes\":{\"a\":{\"score\":-1}}} | score: -1.0 (expected: a finite number > 0)",
                "{\"classes\":{\"a\":{\"score\":1e400}}} | score: Infinity (expected: a finite number > 0)",
                "{\"classes\":{\"a\":{\"score\":1e-400}}} | score: 0.0 (expected: a finite number > 0)",
                "{\"classes\":{\"a\":{\"score\":NaN}}} | malformed JSON",
                "{\"classes\":{\"a\":{\"score\":Infinity}}} | malformed JSON",
                "{\"classes\":{\"a\":{\"score\":\"NaN\"}}} | score: NaN (expected: a number)",
                "{\"classes\":{\"a\":{\"score\":\"5\"}}} | score: 5 (expected: a number)",
                "{\"classes\":{\"a\":{\"score\":1,\"requests\":-1}}} | requests: -1 (expected: a finite number >= 0)",
                "{\"classes\":{\"a\":{\"score\":1,\"missMillis\":1e400}}} | missMillis: 1e400 (expected: a finite",
                "{\"classes\":{\"a\":{\"score\":1,\"idleMillis\":-0.1}}} | idleMillis: -0.1 (expected: a finite",
                "{\"classes\":{\"a\":{\"score\":1,\"meanMillis\":null}}} | meanMillis: null (expected: a number)",
                "{\"classes\":{\"a\":{\"score\":1},\"a\":{\"score\":2}}} | Duplicate field 'a'",
                "{\"classes\":{\"a\":{\"score\":1,\"score\":2}}} | Duplicate field 'score'",
                "{\"classes\":{},\"classes\":{}} | Duplicate field 'classes'",
                "{\"classes\":{\"a\":{\"score\":1},\"b\":{\"score\":1},\"c\":{\"score\":1},\"d\":{\"score\":1}}} "
                        + "| a résumé of more classes (expected: at most 3)",
            })
    void whatNoWorkerShouldSayIsRefusedOnOneLine(String json, String reason) {
        String message = refusal(json);
        assertTrue(message.contains(reason), message);
        assertEquals(1, message.lines().count(), message);
    }

    @Test
    void aTruncatedResumeIsRefusedWhereverItIsCut() {
        String whole = "{\"format\":1,\"worker\":\"w\",\"classes\":{\"a\":{\"score\":1.5,\"requests\":2}},\"x\":[1]}";
        parse(whole);
        for (int length = 0; length < whole.length(); length++) {
            assertTrue(!refusal(whole.substring(0, length)).isEmpty());
        }
    }

    @Test
    void aClassMayHave512CharactersAndNoMore() {
        String longest = "ä".repeat(512);
        assertEquals(Set.of(longest), parse(ofClass(longest)).skills().keySet());
        assertEquals("a class of 513 characters (expected: at most 512)", refusal(ofClass(longest + "x")));
        // Longer than the JSON parser itself would read.
        assertTrue(!refusal(ofClass("x".repeat(1_000_000))).isEmpty());
    }

    private static String ofClass(String requestClass) {
        return "{\"classes\":{\"" + requestClass + "\":{\"score\":1}}}";
    }

    @Test
    void hugeCountsAreTakenForTheLargestThereIs() {
        Resume resume = parse("{\"generation\":1e30,\"inFlight\":99999999999999999999,\"classes\":{\"a\":"
                + "{\"score\":1.7e308,\"requests\":" + "9".repeat(300) + "}}}");
        assertEquals(Long.MAX_VALUE, resume.generation());
        assertEquals(Integer.MAX_VALUE, resume.inFlight());
        assertEquals(Map.of("a", new Skill(1.7e308, Long.MAX_VALUE, NONE, NONE, NONE)), resume.skills());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void nestingWithoutEndIsRefused(String opening) {
        assertTrue(!refusal("{\"x\":" + opening.repeat(100_000)).isEmpty());
    }

    @Test
    void aResumeOf100000ClassesIsRead() {
        String classes = IntStream.range(0, 100_000)
                .mapToObj(i -> "\"site" + i + ".example\":{\"score\":" + (i + 1) + ",\"requests\":" + i + "}")
                .collect(Collectors.joining(","));
        byte[] json = ("{\"format\":1,\"classes\":{" + classes + "}}").getBytes(StandardCharsets.UTF_8);
        ResumeParser large = new ResumeParser(100_000);
        Resume resume = large.parse(json);
        assertEquals(100_000, resume.skills().size());
        assertEquals(
                new Skill(100_000, 99_999, NONE, NONE, NONE), resume.skills().get("site99999.example"));
        assertThrows(IllegalArgumentException.class, () -> new ResumeParser(99_999).parse(json));
    }

    @Test
    void aHeartbeatSaysHowManyRequestsAreInFlight() {
        assertEquals(7, inFlight("{\"inFlight\":7,\"new\":[]}"));
        assertEquals(-1, inFlight("{}"));
        assertThrows(IllegalArgumentException.class, () -> inFlight("{\"inFlight\":\"7\"}"));
        assertThrows(IllegalArgumentException.class, () -> inFlight("7"));
    }

    private int inFlight(String json) {
        return parser.parseInFlight(json.getBytes(StandardCharsets.UTF_8));
    }

    private Resume parse(String json) {
        return parser.parse(json.getBytes(StandardCharsets.UTF_8));
    }

    private String refusal(String json) {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> parse(json)).getMessage());
    }
}
