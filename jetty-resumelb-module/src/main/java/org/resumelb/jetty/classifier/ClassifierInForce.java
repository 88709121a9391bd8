package org.resumelb.jetty.classifier;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.resumelb.classifier.RequestClassifier;
import org.resumelb.classifier.RequestView;
import org.slf4j.LoggerFactory;

/**
 * The classifier in force. Thread-safe: requests read one immutable reference; {@link #reload} replaces it, one caller
 * at a time.
 */
public final class ClassifierInForce {
    private static final int MAX_EXAMPLES = 10;

    private final RecentRequests recent = new RecentRequests();
    private volatile ClassifierFile file;
    private final LongAdder failures = new LongAdder();
    private final BoundedLog log = new BoundedLog(LoggerFactory.getLogger(ClassifierInForce.class));
    private volatile LoadedClassifier loaded;
    private volatile WaitingWatch watch;
    private volatile long readAsOfMillis;

    /**
     * Loads the classifier.
     *
     * @throws ClassifierFileException naming file, line and reason
     */
    public ClassifierInForce(ClassifierFile file) {
        this.file = file;
        this.readAsOfMillis = file.lastModifiedMillis();
        this.loaded = file.load();
        this.watch = new WaitingWatch(loaded.classifier());
    }

    /** Whether it must not run on a thread for which others wait. */
    public boolean waits() {
        return watch.hasWaited();
    }

    public LoadedClassifier loaded() {
        return loaded;
    }

    public ClassifierFile file() {
        return file;
    }

    /** The number of requests that the classifier failed to classify. */
    public long failures() {
        return failures.sum();
    }

    /**
     * Reads the file again; after an error the present classifier stays in force.
     *
     * @return whether requests are classified differently now
     * @throws ClassifierFileException naming file, line and reason
     */
    public synchronized boolean reload() {
        long asOf = file.lastModifiedMillis();
        LoadedClassifier fresh = file.load();
        boolean different = !fresh.fingerprint().equals(loaded.fingerprint());
        readAsOfMillis = asOf;
        loaded = fresh;
        watch = new WaitingWatch(fresh.classifier());
        return different;
    }

    /**
     * Changes to the classifier of another file; after an error the present one stays in force.
     *
     * @return whether requests are classified differently now
     * @throws ClassifierFileException naming file, line and reason
     */
    public synchronized boolean use(ClassifierFile other) {
        long asOf = other.lastModifiedMillis();
        LoadedClassifier fresh = other.load();
        boolean different = !fresh.fingerprint().equals(loaded.fingerprint());
        file = other;
        readAsOfMillis = asOf;
        loaded = fresh;
        watch = new WaitingWatch(fresh.classifier());
        return different;
    }

    /** A request was classified; it may be used to try other classifiers. */
    public void seen(SeenRequest request) {
        recent.add(request);
    }

    /**
     * Tries the classifier that the file now describes on recent requests, without putting it in force.
     *
     * @throws ClassifierFileException naming file, line and reason
     */
    public ClassifierCheck check() {
        LoadedClassifier fresh = file.load();
        LoadedClassifier present = loaded;
        List<SeenRequest> requests = recent.all();
        int changed = 0;
        Map<String, ClassifierCheck.Change> examples = new LinkedHashMap<>();
        for (SeenRequest request : requests) {
            String before = named(present, request);
            String after = named(fresh, request);
            if (!before.equals(after)) {
                changed++;
                if (examples.size() < MAX_EXAMPLES) {
                    examples.putIfAbsent(
                            before + "\n" + after, new ClassifierCheck.Change(request.toString(), before, after));
                }
            }
        }
        boolean different = !fresh.fingerprint().equals(present.fingerprint());
        return new ClassifierCheck(
                fresh.description(), different, requests.size(), changed, List.copyOf(examples.values()));
    }

    /** The class that the request would get; a failure, which gives no class, is not counted. */
    private static String named(LoadedClassifier by, RequestView request) {
        try {
            String requestClass = by.classifier().classify(request);
            return requestClass == null ? "" : cut(requestClass);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            return "";
        }
    }

    /** Whether the file has changed since the classifier in force was read. */
    public boolean isFileNewer() {
        long now = file.lastModifiedMillis();
        return now != 0 && now != readAsOfMillis;
    }

    /** Classifies a request with a classifier obtained from {@link #loaded()}; a failure gives {@code ""}. */
    public String classify(LoadedClassifier by, RequestView request) {
        WaitingWatch watching = watch;
        WaitingWatch.Timing timing = watching.begin();
        try {
            String requestClass = by.classifier().classify(request);
            // A user's classifier may not know our null-marking.
            return requestClass == null ? "" : cut(requestClass);
        } catch (Throwable e) {
            if (e instanceof VirtualMachineError && !(e instanceof StackOverflowError)) {
                throw e;
            }
            failures.increment();
            log.warn("Classifier " + by.description() + " failed; the request has the class \"\"", e);
            return "";
        } finally {
            watching.end(timing);
        }
    }

    private static String cut(String requestClass) {
        int length = RequestClassifier.MAX_CLASS_LENGTH;
        if (requestClass.length() <= length) {
            return requestClass;
        }
        int end = Character.isHighSurrogate(requestClass.charAt(length - 1)) ? length - 1 : length;
        return requestClass.substring(0, end);
    }
}
