package org.resumelb.servlet;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.NoSuchFileException;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Keeps this worker's résumé: the recorder, the classifier in force, and the file that carries both across a restart.
 * Thread-safe. Requests never wait for the file: the given executor writes it, one save at a time.
 */
final class ResumeKeeper {

    private static final System.Logger LOGGER = System.getLogger(ResumeKeeper.class.getName());

    private final Recorder recorder;
    private final ClassifierWatch watch;
    private final @Nullable ResumeFile file;
    private final Executor fileExecutor;
    private final String worker;
    private final AtomicBoolean saveDue = new AtomicBoolean();
    private final AtomicBoolean failing = new AtomicBoolean();

    ResumeKeeper(Settings settings, Executor fileExecutor) {
        this.recorder = new Recorder(settings.history(), settings.maxSkillAge(), settings.maxClasses());
        this.fileExecutor = fileExecutor;
        this.file = settings.resumeFile() == null ? null : new ResumeFile(settings.resumeFile());
        SavedResume saved = file == null ? null : load(file, settings.history());
        if (saved != null) {
            recorder.load(saved.classifier(), saved.skills());
        }
        String savedWorker = saved == null ? null : saved.worker();
        this.worker = savedWorker == null ? UUID.randomUUID().toString() : savedWorker;
        this.watch = new ClassifierWatch(recorder, this::classifierChanged);
    }

    private static @Nullable SavedResume load(ResumeFile file, int history) {
        try {
            return file.load(history);
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException | IllegalArgumentException e) {
            LOGGER.log(
                    Level.WARNING,
                    "init-param resumeFile: {0} contains no readable r\u00e9sum\u00e9 ({1}); {2}, starting without one",
                    file.path(),
                    e.getMessage() == null ? e.toString() : e.getMessage(),
                    setAside(file));
            return null;
        }
    }

    private static String setAside(ResumeFile file) {
        try {
            return "kept as " + file.setAside();
        } catch (IOException e) {
            return "and could not be renamed: " + e;
        }
    }

    /** This worker's stable id. */
    String worker() {
        return worker;
    }

    ClassifierWatch watch() {
        return watch;
    }

    /** Records a finished request, and has the file saved at intervals. */
    void record(Sample sample) {
        if (recorder.record(sample)) {
            saveSoon();
        }
    }

    void remember(Memory memory) {
        recorder.remember(memory.history(), memory.maxSkillAge());
    }

    void forget(String requestClass) {
        recorder.forget(requestClass);
        saveSoon();
    }

    void forgetAll() {
        recorder.forgetAll();
        saveSoon();
    }

    Resume snapshot(long nowNanos) {
        return recorder.snapshot(nowNanos);
    }

    @Nullable
    Announcement takeAnnouncement(long nowNanos) {
        return recorder.takeAnnouncement(nowNanos);
    }

    private void classifierChanged(@Nullable String before, String now) {
        LOGGER.log(
                Level.INFO,
                "classifier changed from {1} to {0}: skills recorded under another one are dropped",
                now,
                before);
        saveSoon();
    }

    /** Has the file written in the background; several calls may result in one save. */
    void saveSoon() {
        if (file == null || !saveDue.compareAndSet(false, true)) {
            return;
        }
        try {
            fileExecutor.execute(this::save);
        } catch (RejectedExecutionException e) {
            // The filter is being destroyed and saves once more itself.
            saveDue.set(false);
        }
    }

    /** Writes the file now. A failure is logged, and not again until a save has succeeded. */
    void save() {
        saveDue.set(false);
        if (file == null) {
            return;
        }
        try {
            file.save(recorder.save(worker));
            failing.set(false);
        } catch (IOException e) {
            if (!failing.getAndSet(true)) {
                LOGGER.log(Level.WARNING, "init-param resumeFile: cannot save " + file.path() + "; continuing", e);
            }
        }
    }
}
