package org.resumelb.endtoend.webapp;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Answers as the query says: {@code delay} milliseconds later, with a {@code status}, a body of {@code size} bytes or
 * the request's own, from another thread ({@code async=true}), or not properly: {@code fail=throw} before the answer,
 * {@code fail=cut} in the middle of it; or with a stream of so many {@code events}, the delay before each. The headers {@code X-Worker}, {@code X-Pid},
 * {@code X-Path} and {@code X-Class} say who answered, and to what.
 */
public final class ObedientServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final int CHUNK_BYTES = 8 * 1024;

    private transient ScheduledExecutorService scheduler;

    /** For the container, which then calls {@link #init()}. */
    @SuppressWarnings("NullAway.Init") // The field is set in init(), before any request.
    public ObedientServlet() {}

    @Override
    public void init() {
        scheduler = Executors.newSingleThreadScheduledExecutor();
    }

    @Override
    public void destroy() {
        scheduler.shutdownNow();
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] body = request.getInputStream().readAllBytes();
        long delayMillis = number(request, "delay", 0);
        if (Boolean.parseBoolean(request.getParameter("async"))) {
            answerLater(request, response, body, delayMillis);
            return;
        }
        long events = number(request, "events", 0);
        if (events > 0) {
            stream(response, events, delayMillis);
            return;
        }
        delay(delayMillis);
        answer(request, response, body);
    }

    private static void delay(long millis) {
        long endNanos = System.nanoTime() + millis * 1_000_000;
        for (long rest = millis * 1_000_000; rest > 0; rest = endNanos - System.nanoTime()) {
            LockSupport.parkNanos(rest);
        }
    }

    private static void stream(HttpServletResponse response, long events, long pauseMillis) throws IOException {
        response.setContentType("text/event-stream");
        for (long i = 0; i < events; i++) {
            delay(pauseMillis);
            response.getOutputStream().print("data: " + i + "\n\n");
            response.flushBuffer();
        }
    }

    private void answerLater(HttpServletRequest request, HttpServletResponse response, byte[] body, long delayMillis) {
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        var unused = scheduler.schedule(
                () -> async.start(() -> {
                    try {
                        answer(request, response, body);
                    } catch (IOException e) {
                        log("The answer could not be sent", e);
                    } finally {
                        async.complete();
                    }
                }),
                delayMillis,
                TimeUnit.MILLISECONDS);
    }

    private static void answer(HttpServletRequest request, HttpServletResponse response, byte[] body)
            throws IOException {
        String fail = request.getParameter("fail");
        if ("throw".equals(fail)) {
            throw new IllegalStateException("told to");
        }
        response.setStatus((int) number(request, "status", HttpServletResponse.SC_OK));
        response.setHeader("X-Worker", "127.0.0.1:" + request.getLocalPort());
        response.setHeader("X-Pid", Long.toString(ProcessHandle.current().pid()));
        response.setHeader("X-Path", request.getRequestURI());
        response.setHeader("X-Class", request.getHeader("Resumelb-Class"));
        response.setContentType("text/plain");
        ServletOutputStream output = response.getOutputStream();
        if (body.length > 0) {
            response.setContentLength(body.length);
            output.write(body);
        } else {
            writeBytes(output, number(request, "size", 10), "cut".equals(fail));
        }
    }

    private static void writeBytes(ServletOutputStream output, long size, boolean cut) throws IOException {
        byte[] chunk = "x".repeat(CHUNK_BYTES).getBytes(StandardCharsets.US_ASCII);
        for (long rest = size; rest > 0; rest -= CHUNK_BYTES) {
            output.write(chunk, 0, (int) Math.min(rest, CHUNK_BYTES));
            if (cut && rest < size / 2) {
                output.flush();
                throw new IllegalStateException("told to, in the middle");
            }
        }
    }

    private static long number(HttpServletRequest request, String parameter, long absent) {
        String text = request.getParameter(parameter);
        return text == null ? absent : Long.parseLong(text);
    }
}
