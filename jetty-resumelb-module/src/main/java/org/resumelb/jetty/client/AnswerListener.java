package org.resumelb.jetty.client;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/**
 * Told what becomes of a request to a worker: one method at a time, by whichever thread it happens in, which must not be
 * held up. {@link #isHeldUpByClient} may be called at any time.
 */
public interface AnswerListener {
    /** There is a connection, over which the request is about to go: from here on the worker may get some of it. */
    void begins();

    /** The whole request was sent, or sending it has failed; the answer may still come. */
    void requestEnded(@Nullable Throwable failure);

    /** An interim answer came. */
    void interim(int status, HttpFields headers);

    /** The answer's head is there. */
    void head(AnswerHead head);

    /** The answer's body may be read, behind its head. It is read within these methods and what it calls back. */
    void body(Content.Source source);

    /** The whole answer was read. */
    void answerEnded();

    /**
     * It is over; nothing else is told.
     *
     * @param answerFailure why the answer did not arrive as a whole
     */
    void ended(@Nullable Throwable requestFailure, @Nullable Throwable answerFailure);

    /** Whether the worker waits for the client: for more of the body, or until it has read what was answered so far. */
    boolean isHeldUpByClient();
}
