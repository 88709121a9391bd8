package org.resumelb.jetty.testing.http2;

import java.util.List;

/** What the other side did to a stream. */
public sealed interface Http2Event {
    /** A header block: a request's, an answer's, an interim answer's, or trailers. */
    record Head(List<Field> fields, boolean last) implements Http2Event {}

    /** A part of the body; each character is a byte. */
    record Data(String text, boolean last) implements Http2Event {}

    /** The stream was reset, with an error code of RFC 9113. */
    record Reset(int code) implements Http2Event {}

    /** The connection ended, or the other side said that it will not serve the stream. */
    record Gone(String why) implements Http2Event {}
}
