package org.resumelb.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerListTest {
    private static List<String> names(String text) {
        return WorkerList.parse(text).stream().map(WorkerAddress::text).toList();
    }

    @Test
    void eachLineIsAWorker() {
        String text = "http://a:1\n  https://b:2/shop;version=7  \n";
        assertEquals(List.of("http://a:1", "https://b:2/shop;version=7"), names(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://a:1", "\r\nhttp://a:1\r\n", "# ours\n\nhttp://a:1\n # http://b:2\n"})
    void commentsBlankLinesAndTheKindOfLineEndDoNotMatter(String text) {
        assertEquals(List.of("http://a:1"), names(text));
    }

    @Test
    void aCommentAloneIsAListOfNobody() {
        assertEquals(List.of(), names("# all are away\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://a:1,,a:2   | line 2: a:2 (expected: http(s)://host:port[/context][;version=V][;protocol=P])",
                "#,http://a        | line 2: http://a (expected: http(s)://host:port[/context][;version=V][;protocol=P])",
                "http://a:1,http://a:1/x | line 2: http://a:1/x (expected: each host:port once)"
            })
    void aWrongLineIsNamedWithItsNumber(String lines, String message) {
        String text = lines.replace(",,", "\n").replace(',', '\n');
        var e = assertThrows(IllegalArgumentException.class, () -> WorkerList.parse(text));
        assertEquals(message, e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n\n"})
    void aTextWithNothingInItIsNoList(String text) {
        assertThrows(IllegalArgumentException.class, () -> WorkerList.parse(text));
    }
}
