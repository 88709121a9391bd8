package org.resumelb.jetty.proxy;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Queue;
import java.util.Random;
import org.resumelb.jetty.proxy.ChaosVerdicts.Answer;
import org.resumelb.jetty.proxy.ChaosVerdicts.Verdict;

/** A client on bare sockets that sends, pipelines, aborts and stalls by chance, and judges each answer it waits for. */
final class ChaosClient implements Runnable {
    private static final int LIMIT_MILLIS = 60_000;

    private final String name;
    private final Random random;
    private final int port;
    private final int requests;
    private final ChaosVerdicts verdicts;
    private Socket socket = new Socket();
    private InputStream in = InputStream.nullInputStream();
    private int sent;

    ChaosClient(String name, long seed, int port, int requests, ChaosVerdicts verdicts) {
        this.name = name;
        this.random = new Random(seed);
        this.port = port;
        this.requests = requests;
        this.verdicts = verdicts;
    }

    @Override
    public void run() {
        while (sent < requests) {
            try {
                step();
            } catch (IOException e) {
                verdicts.wrong("connection: " + e);
                close();
            }
        }
        close();
    }

    private void step() throws IOException {
        connect();
        int chance = random.nextInt(100);
        if (chance < 80) {
            pipeline(1);
        } else if (chance < 88) {
            post();
        } else if (chance < 95) {
            pipeline(2 + random.nextInt(4));
        } else {
            leave(chance);
        }
    }

    private void connect() throws IOException {
        if (socket.isClosed() || !socket.isConnected()) {
            verdicts.follows("nothing");
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(LIMIT_MILLIS);
            in = new BufferedInputStream(socket.getInputStream());
        }
    }

    private String target() {
        return "/" + name + "/" + sent++;
    }

    private String head(String method, String target) {
        return method + " " + target + " HTTP/1.1\r\nHost: site" + random.nextInt(40) + ".example\r\n";
    }

    private void write(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private void pipeline(int count) throws IOException {
        StringBuilder all = new StringBuilder();
        Queue<String> targets = new ArrayDeque<>();
        for (int i = 0; i < count; i++) {
            targets.add(target());
        }
        targets.forEach(target -> all.append(head("GET", target)).append("\r\n"));
        write(all.toString());
        for (String target : targets) {
            if (socket.isClosed()) {
                // Behind an answer that ended the connection there is none.
                verdicts.count(Verdict.UNJUDGED, target);
            } else {
                verdicts.judge(target, answer());
            }
        }
    }

    private void post() throws IOException {
        String target = target();
        byte[] body = new byte[random.nextInt(5_000)];
        write(head("POST", target) + "Content-Length: " + body.length + "\r\n\r\n");
        try {
            socket.getOutputStream().write(body);
            int status = answer().status();
            verdicts.follows("POST " + status);
            verdicts.count(status == 200 ? Verdict.SERVED : Verdict.UNJUDGED, target);
        } catch (IOException e) {
            // An answer may come, and the connection end, before the body is sent.
            verdicts.count(Verdict.UNJUDGED, target);
            close();
        }
    }

    /** Leaves in the middle of something. */
    private void leave(int chance) throws IOException {
        String target = target();
        switch (chance % 4) {
            case 0 -> write(head("GET", target) + "\r\n");
            case 1 -> write(head("GET", target));
            case 2 -> write(head("POST", target) + "Content-Length: 1000\r\n\r\npart");
            default -> write(head("GET", target) + "\r\n" + head("GET", target) + "\r\n");
        }
        if (random.nextBoolean()) {
            socket.setSoLinger(true, 0);
        }
        verdicts.count(Verdict.UNJUDGED, target);
        close();
    }

    private void close() {
        try {
            socket.close();
        } catch (IOException e) {
            verdicts.wrong("close: " + e);
        }
    }

    /** The next answer; status 0 for none. */
    private Answer answer() throws IOException {
        String head = line();
        if (head.isEmpty()) {
            close();
            return new Answer(0, false, "");
        }
        int status = Integer.parseInt(head.substring(9, 12));
        long length = 0;
        boolean chunked = false;
        boolean last = false;
        for (String field = line(); !field.isEmpty(); field = line()) {
            String lower = field.toLowerCase(Locale.ROOT);
            length = lower.startsWith("content-length:")
                    ? Long.parseLong(field.substring(15).strip())
                    : length;
            chunked |= lower.equals("transfer-encoding: chunked");
            last |= lower.equals("connection: close");
        }
        if (status < 200) {
            return answer();
        }
        Answer answer = body(status, length, chunked);
        if (last || !answer.whole()) {
            close();
        }
        return answer;
    }

    private Answer body(int status, long length, boolean chunked) throws IOException {
        StringBuilder body = new StringBuilder();
        try {
            if (!chunked) {
                return new Answer(status, read(body, length), body.toString());
            }
            for (long size = size(); size > 0; size = size()) {
                if (!read(body, size)) {
                    return new Answer(status, false, body.toString());
                }
                line();
            }
            line();
            return new Answer(status, true, body.toString());
        } catch (IOException e) {
            return new Answer(status, false, body.toString());
        }
    }

    private long size() throws IOException {
        String line = line();
        if (line.isEmpty()) {
            throw new EOFException("no chunk");
        }
        return Long.parseLong(line, 16);
    }

    private boolean read(StringBuilder body, long length) throws IOException {
        for (long i = 0; i < length; i++) {
            int b = in.read();
            if (b < 0) {
                return false;
            }
            body.append((char) b);
        }
        return true;
    }

    /** The next line; empty also at the end. */
    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            if (b != '\r') {
                line.append((char) b);
            }
        }
        return line.toString();
    }
}
