package org.resumelb.jetty.resume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Event streams, however they are written and cut. */
class EventParserTest {
    private final List<String> events = new ArrayList<>();
    private final EventParser parser = parser(1_000);

    @Test
    void anEventHasANameAndData() {
        parse("event: load\ndata: {\"inFlight\":3}\n\n");
        assertEquals(List.of("load={\"inFlight\":3}"), events);
    }

    @Test
    void anEventIsToldAtItsEmptyLineAndNotBefore() {
        parse("event: load\ndata: 1\n");
        assertEquals(List.of(), events);
        parse("\n");
        assertEquals(List.of("load=1"), events);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n"})
    void linesEndInEachOfThreeWays(String end) {
        parse(String.join(end, "event: a", "data: 1", "", "event: b", "data: 2", "", ""));
        assertEquals(List.of("a=1", "b=2"), events);
    }

    @Test
    void aPairOfCarriageReturnAndLineFeedMayBeCutInTheMiddle() {
        parse("data: 1\r");
        parse("\n\r");
        assertEquals(List.of("=1"), events);
        parse("\ndata: 2\r\n\r\n");
        assertEquals(List.of("=1", "=2"), events);
    }

    @Test
    void linesOfDataAreJoined() {
        parse("data: {\ndata:  \"a\": 1\ndata\ndata:}\n\n");
        assertEquals(List.of("={\n \"a\": 1\n\n}"), events);
    }

    @Test
    void commentsAndUnknownFieldsAreIgnored() {
        parse(": hello\n\n:\nid: 7\nretry: 1\ndatax: 1\n data: 2\nevent: a\ndata: 3\n: bye\n\n");
        assertEquals(List.of("a=3"), events);
    }

    @Test
    void anEventWithoutDataIsNoneAndItsNameDoesNotStick() {
        parse("event: a\n\ndata: 1\n\n");
        assertEquals(List.of("=1"), events);
    }

    @Test
    void ofSeveralNamesTheLastCounts() {
        parse("event: a\nevent:b\ndata: 1\n\n");
        assertEquals(List.of("b=1"), events);
    }

    @Test
    void charactersOfSeveralBytesArriveWhole() {
        String stream = "event: é\ndata: café ☕ 𝄞\n\n";
        for (byte b : stream.getBytes(StandardCharsets.UTF_8)) {
            parser.parse(ByteBuffer.wrap(new byte[] {b}));
        }
        assertEquals(List.of("é=café ☕ 𝄞"), events);
    }

    @RepeatedTest(100)
    void whereTheStreamIsCutDoesNotMatter(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        byte[] stream = ("event: resume\r\ndata: {\"worker\":\"ä\"}\r\n\r\n: ping\r\revent: load\ndata: 1\ndata: 2\n\n"
                        + "data: €\r\n\n\r")
                .getBytes(StandardCharsets.UTF_8);
        for (int from = 0; from < stream.length; ) {
            int length = Math.min(stream.length - from, random.nextInt(9));
            parser.parse(ByteBuffer.wrap(stream, from, length));
            from += length;
        }
        assertEquals(List.of("resume={\"worker\":\"ä\"}", "load=1\n2", "=€"), events);
    }

    @Test
    void anEventMayBeAsLargeAsAllowed() {
        EventParser small = parser(16);
        small.parse(bytes("data: 7890123456\n\ndata: 7890123456\n\n"));
        assertEquals(List.of("=7890123456", "=7890123456"), events);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"data: 78901234567", "data: 1\ndata: 2\ndata: 3456789", ":2345678901234567", "x23456789012345678"
            })
    void aLargerEventIsRefusedBeforeItEnds(String tooLong) {
        EventParser small = parser(16);
        var error = assertThrows(IllegalArgumentException.class, () -> small.parse(bytes(tooLong)));
        assertEquals("an event of more than 16 bytes", error.getMessage());
    }

    private EventParser parser(int maxEventBytes) {
        return new EventParser(
                maxEventBytes, (name, json) -> events.add(name + "=" + new String(json, StandardCharsets.UTF_8)));
    }

    private void parse(String text) {
        parser.parse(bytes(text));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
