package org.resumelb.jetty.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.util.BufferUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestHeadTest {
    private static final HttpField HOST = new HttpField(HttpHeader.HOST, "worker:8080");

    private final ArrayByteBufferPool.Tracking buffers = new ArrayByteBufferPool.Tracking();

    private String head(String method, String target, HttpFields.Mutable headers) {
        WorkerRequest request = new WorkerRequest(method, target, headers, null, false, false);
        RetainableByteBuffer written = RequestHead.write(request, HOST, buffers);
        try {
            return BufferUtil.toString(written.getByteBuffer(), StandardCharsets.ISO_8859_1);
        } finally {
            written.release();
        }
    }

    @Test
    void methodTargetAndFieldsGoAsTheyAre() {
        HttpFields.Mutable headers = HttpFields.build().add("Host", "a.example").add("X-Odd", "{|}");
        assertEquals(
                "patch /%7Bx%7D?a={b} HTTP/1.1\r\nHost: a.example\r\nX-Odd: {|}\r\n\r\n",
                head("patch", "/%7Bx%7D?a={b}", headers));
        assertEquals(
                "POST / HTTP/1.1\r\nHost: worker:8080\r\nContent-Length: 0\r\n\r\n",
                head("POST", "/", HttpFields.build()));
    }

    /** The last two end a line when their upper byte is lost. */
    @ParameterizedTest
    @ValueSource(strings = {" ", "\r\n", "\u0000", "\u007f", "\u00e9", "\u010a", "\u010d"})
    void nothingBecomesAnotherRequest(String text) {
        HttpFields.Mutable none = HttpFields.build();
        assertThrows(IllegalArgumentException.class, () -> head("GET", "/" + text, none));
        assertThrows(IllegalArgumentException.class, () -> head("GET" + text, "/", none));
        assertEquals(0, buffers.getLeaks().size());
    }

    @Test
    void fieldsCannotBecomeOthers() {
        HttpFields.Mutable headers =
                HttpFields.build().add("X-A", "1\r\nX-B: 2").add("Host", "h");
        assertEquals("GET / HTTP/1.1\r\nX-A: 1  X-B: 2\r\nHost: h\r\n\r\n", head("GET", "/", headers));
    }

    @Test
    void aHeadThatIsTooLargeIsRefusedAndHoldsNothing() {
        HttpFields.Mutable headers = HttpFields.build().add("X-Long", "x".repeat(70_000));
        assertThrows(RequestHeadTooLargeException.class, () -> head("GET", "/", headers));
        assertEquals(0, buffers.getLeaks().size());
    }
}
