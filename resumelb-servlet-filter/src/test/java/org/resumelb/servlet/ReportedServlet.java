package org.resumelb.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An application that sends the head of its answers in every way there is, as the path says. It moves the clock by which
 * the filter measures.
 */
final class ReportedServlet extends HttpServlet {

    static final int LARGE = 1 << 20;

    private static final byte[] PAGE = "page".getBytes(StandardCharsets.US_ASCII);
    private static final int KILOBYTE = 1024;

    final transient AtomicLong nanos = new AtomicLong();
    final transient CountDownLatch entered = new CountDownLatch(1);
    final transient CountDownLatch released = new CountDownLatch(1);

    /** What the clock said when a piece of an answer filled the buffer. */
    volatile long filledAtMillis = -1;

    private final transient ExecutorService others = Executors.newCachedThreadPool();

    private void tick(long millis) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    private void write(ServletResponse response, long thenMillis) throws IOException {
        response.getOutputStream().write(PAGE);
        tick(thenMillis);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        String path = request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo());
        if (path.startsWith("/async")) {
            serveAsync(path, request, response);
        } else if (path.startsWith("/commit")) {
            commit(path, response);
        } else {
            serve(path, request, response);
        }
    }

    private void serve(String path, HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        switch (path) {
            case "/late" -> write(response, 5);
            case "/empty" -> tick(5);
            case "/status/204", "/status/304", "/status/500" -> {
                response.setStatus(Integer.parseInt(path.substring("/status/".length())));
                tick(5);
            }
            case "/miss" -> {
                request.setAttribute(ResumeFilter.MISS_NANOS, 1_250_000);
                tick(5);
            }
            case "/miss/senseless" -> {
                request.setAttribute(ResumeFilter.MISS_NANOS, 1e300);
                tick(5);
            }
            case "/reset" -> {
                write(response, 2);
                response.reset();
                tick(3);
            }
            case "/own" -> {
                response.setHeader("Resumelb-Report", "in-flight=99");
                write(response, 5);
                response.addHeader("resumelb-report", "in-flight=98");
            }
            case "/hold" -> hold();
            case "/throw" -> throw new IllegalStateException("as scripted");
            case "/forward" -> {
                tick(5);
                request.getRequestDispatcher("/page").forward(request, response);
            }
            case "/sees" -> response.getOutputStream().print(seen(response));
            case "/print/stream" -> print(response.getOutputStream());
            case "/print/writer" -> print(response.getWriter());
            default -> write(response, 0);
        }
    }

    /** The head is sent 5 milliseconds after the arrival, then time goes on. */
    private void commit(String path, HttpServletResponse response) throws IOException {
        tick(5);
        switch (path) {
            case "/commit/flush" -> response.flushBuffer();
            case "/commit/stream-flush" -> response.getOutputStream().flush();
            case "/commit/writer-flush" -> response.getWriter().flush();
            case "/commit/stream-close" -> response.getOutputStream().close();
            case "/commit/writer-close" -> response.getWriter().close();
            case "/commit/error" -> response.sendError(404);
            case "/commit/error-message" -> response.sendError(404, "not here");
            case "/commit/redirect" -> response.sendRedirect("/page");
            case "/commit/large" -> response.getOutputStream().write(new byte[LARGE]);
            case "/commit/large-text" -> response.getWriter().print("x".repeat(LARGE));
            case "/commit/whole" -> {
                response.setContentLength(2 * PAGE.length);
                response.getOutputStream().write(PAGE);
                response.getOutputStream().write(PAGE);
            }
            case "/commit/after-reset" -> {
                response.getOutputStream().write(PAGE);
                response.reset();
                response.getOutputStream().write(PAGE);
                response.flushBuffer();
            }
            case "/commit/events" -> {
                response.setContentType("text/event-stream");
                response.getWriter().print("data: 1\n\n");
                response.flushBuffer();
            }
            case "/commit/fill" -> fill(response);
            default -> throw new IllegalArgumentException(path);
        }
        // Not all containers send the head as soon as the announced length is written.
        if (response.isCommitted()) {
            tick(100);
        }
    }

    private void fill(HttpServletResponse response) throws IOException {
        while (!response.isCommitted()) {
            tick(10);
            response.getOutputStream().write(new byte[KILOBYTE]);
        }
        filledAtMillis = TimeUnit.NANOSECONDS.toMillis(nanos.get());
    }

    private void serveAsync(String path, HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean again = request.getDispatcherType() == DispatcherType.ASYNC;
        boolean given = path.endsWith("/given");
        AsyncContext async = again ? null : given ? request.startAsync(request, response) : request.startAsync();
        if (async == null) {
            write(response, 3);
            return;
        }
        others.execute(() -> {
            tick(2);
            try {
                goOn(path, async, response);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private void goOn(String path, AsyncContext async, HttpServletResponse response) throws IOException {
        switch (path) {
            case "/async/complete", "/async/complete/given" -> {
                write(response, 3);
                async.complete();
            }
            case "/async/contexts-response" -> {
                write(async.getResponse(), 0);
                tick(3);
                async.getResponse().flushBuffer();
                tick(100);
                async.complete();
            }
            case "/async/dispatch", "/async/dispatch/given" -> async.dispatch();
            case "/async/io" -> {
                tick(3);
                ServletOutputStream output = response.getOutputStream();
                output.setWriteListener(new Chunks(output, async));
            }
            default -> throw new IllegalArgumentException(path);
        }
    }

    /** Writes as much as the container takes, whenever it does. */
    private record Chunks(ServletOutputStream output, AsyncContext async, AtomicLong left) implements WriteListener {

        Chunks(ServletOutputStream output, AsyncContext async) {
            this(output, async, new AtomicLong(LARGE / KILOBYTE));
        }

        @Override
        public void onWritePossible() throws IOException {
            while (output.isReady()) {
                if (left.getAndDecrement() == 0) {
                    async.complete();
                    return;
                }
                output.write(new byte[KILOBYTE]);
            }
        }

        @Override
        public void onError(Throwable failure) {
            async.complete();
        }
    }

    private void hold() {
        entered.countDown();
        try {
            if (!released.await(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody released the request");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What an application can see of its response. */
    private static String seen(HttpServletResponse response) throws IOException {
        StringBuilder seen = new StringBuilder();
        ServletOutputStream output = response.getOutputStream();
        seen.append("same stream ").append(output == response.getOutputStream());
        output.write(PAGE);
        seen.append(", committed ").append(response.isCommitted());
        response.resetBuffer();
        seen.append(", buffer ").append(response.getBufferSize());
        try {
            response.getWriter();
            seen.append(", writer too");
        } catch (IllegalStateException e) {
            seen.append(", no writer");
        }
        response.reset();
        PrintWriter writer = response.getWriter();
        seen.append(", same writer ").append(writer == response.getWriter());
        try {
            response.getOutputStream();
            seen.append(", stream too");
        } catch (IllegalStateException e) {
            seen.append(", no stream");
        }
        response.reset();
        ServletResponse inner = response;
        while (inner instanceof ServletResponseWrapper wrapper) {
            inner = wrapper.getResponse();
        }
        return seen.append(", container's ")
                .append(inner.getClass().getSimpleName())
                .toString();
    }

    private static void print(ServletOutputStream output) throws IOException {
        output.print("text");
        output.print(true);
        output.print('c');
        output.print(1);
        output.print(2L);
        output.print(1.5f);
        output.print(2.5);
        output.println();
        output.println("text");
        output.println(true);
        output.println(4711);
        output.write(PAGE, 1, 2);
        output.write('!');
    }

    private static void print(PrintWriter writer) {
        writer.print("text");
        writer.print(true);
        writer.print('c');
        writer.print(1);
        writer.print(2.5);
        writer.print(new char[] {'a', 'b'});
        writer.println();
        writer.println("text");
        writer.println(4711);
        writer.format("%.2f", 1.5)
                .printf(Locale.ROOT, "%05d", 42)
                .append("appended")
                .append('!');
        writer.write("text", 1, 2);
        writer.write('!');
        writer.print(writer.checkError());
    }

    @Override
    public void destroy() {
        others.shutdownNow();
    }
}
