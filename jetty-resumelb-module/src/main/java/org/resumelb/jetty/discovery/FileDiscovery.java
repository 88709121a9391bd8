package org.resumelb.jetty.discovery;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.resumelb.discovery.Discovery;
import org.resumelb.discovery.DiscoveryState;
import org.resumelb.discovery.WorkerAddress;
import org.resumelb.discovery.WorkerList;
import org.resumelb.text.Excerpt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Workers listed in a file that is read periodically. Its content, not its modification time, decides, so that no way
 * of replacing the file is missed. A change counts once the file reads the same twice in a row, because it may be half
 * written. A missing or wrong file changes nothing and is logged once. Thread-safe.
 */
public final class FileDiscovery implements Discovery {
    /** As some editors put before a text. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final Logger LOG = LoggerFactory.getLogger(FileDiscovery.class);
    private static final long PAUSE_MILLIS = 400;
    private static final long MAX_BYTES = 4 * 1024 * 1024;

    private final Path file;
    private volatile DiscoveryState state = DiscoveryState.OK;
    private volatile @Nullable Rounds rounds;

    // Written by start, then by the rounds only.
    private Consumer<Collection<WorkerAddress>> listener = workers -> {};
    private List<WorkerAddress> workers = List.of();
    private @Nullable Reading seen;
    private @Nullable Reading judged;

    public FileDiscovery(Path file) {
        this.file = file;
    }

    /** Reports the present content of the file, and later each change. */
    @Override
    public void start(Consumer<Collection<WorkerAddress>> newListener) {
        listener = newListener;
        seen = read();
        judge(seen);
        rounds = new Rounds("resumelb-workersFile", this::look, PAUSE_MILLIS);
    }

    private void look() {
        Reading now = read();
        boolean settled = now.equals(seen);
        seen = now;
        if (settled && !now.equals(judged)) {
            judge(now);
        }
    }

    private void judge(Reading reading) {
        judged = reading;
        if (!reading.problem.isEmpty()) {
            refuse(DiscoveryState.AWAY, reading.problem);
            return;
        }
        try {
            take(WorkerList.parse(reading.text));
        } catch (IllegalArgumentException e) {
            refuse(DiscoveryState.UNREADABLE, Excerpt.of(Objects.requireNonNullElse(e.getMessage(), "")));
        }
    }

    private void take(List<WorkerAddress> listed) {
        long came = listed.stream().filter(worker -> !workers.contains(worker)).count();
        long went = workers.stream().filter(worker -> !listed.contains(worker)).count();
        LOG.info("{} workers in {}: {} added, {} removed", listed.size(), file, came, went);
        workers = listed;
        state = DiscoveryState.OK;
        listener.accept(listed);
    }

    private void refuse(String word, String problem) {
        LOG.warn("resumelb.workersFile: {}: {}; the {} workers known before stay", file, problem, workers.size());
        state = new DiscoveryState(word, "workersFile: " + problem);
        listener.accept(workers);
    }

    private Reading read() {
        try {
            if (Files.size(file) > MAX_BYTES) {
                return new Reading("", "more than " + MAX_BYTES + " bytes");
            }
            String text = Files.readString(file);
            return new Reading(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text, "");
        } catch (NoSuchFileException e) {
            return new Reading("", "there is no such file");
        } catch (CharacterCodingException e) {
            return new Reading("", "no text in UTF-8");
        } catch (IOException e) {
            return new Reading("", "cannot be read: " + e.getClass().getSimpleName());
        }
    }

    @Override
    public DiscoveryState state() {
        return state;
    }

    @Override
    public void close() {
        Rounds present = rounds;
        if (present != null) {
            present.close();
        }
    }

    /** The text, or why there is none. */
    private record Reading(String text, String problem) {}
}
