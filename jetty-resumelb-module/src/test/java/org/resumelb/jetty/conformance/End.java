package org.resumelb.jetty.conformance;

import java.io.IOException;

/** One side's end of one exchange. What is sent is declared in the form of HTTP/1.1; each protocol says it as it can. */
interface End {
    /** Sends a whole message. */
    void send(String message) throws IOException;

    /** Sends a head, the body's pieces to follow. */
    void begin(String head) throws IOException;

    void piece(String data) throws IOException;

    /** Ends the body. */
    void finish() throws IOException;

    /** The other side's whole message; a worker gets the request, a client the answer with the interim ones before it. */
    Message read() throws IOException;

    /** The next head that the other side sends, an interim answer's as well; empty when it ends the exchange instead. */
    Message readHead() throws IOException;

    /** Reads the body until the text has come. */
    void readUntil(String text) throws IOException;

    /** Whether the other side gives the exchange up; waits for it. */
    boolean ended() throws IOException;

    /** Whether the rest of the answer, read to its end, is seen to be cut. */
    boolean seenCut() throws IOException;

    /** Gives the exchange up: over HTTP/1.1 by closing the connection, over HTTP/2 by a reset of the stream. */
    void leave() throws IOException;

    /** Gives the exchange up by a reset, of the connection if that is all there is. */
    void reset() throws IOException;
}
