package org.resumelb.tools.advice;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.resumelb.tools.console.AtLeastOne;
import org.resumelb.tools.console.Bytes;
import org.resumelb.tools.console.ClassifierRegex;
import org.resumelb.tools.console.ReadableFile;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What to try with a log; set by the command line. */
public final class AdviceOptions {
    /** Names of the options, which require a log. */
    public static final List<String> NAMES = List.of(
            "--cache-objects",
            "--cache-bytes",
            "--hit-millis",
            "--miss-millis",
            "--requests",
            "--regex",
            "--classifier");

    /** Numbers of workers to try by default. */
    private static final List<Integer> USUAL_WORKERS = List.of(2, 4, 8, 16);

    @Option(
            names = "--cache-objects",
            paramLabel = "N",
            converter = AtLeastOne.class,
            description = "With --log: objects that each worker's cache holds.")
    private @Nullable Integer cacheObjects;

    @Option(
            names = "--cache-bytes",
            paramLabel = "N",
            converter = Bytes.class,
            description = "With --log: bytes that each worker's cache holds, such as 512M; objects are as large as the"
                    + " log says. Without either, the caches of N workers together hold everything once.")
    private @Nullable Long cacheBytes;

    @Option(
            names = "--hit-millis",
            paramLabel = "MS",
            defaultValue = "10",
            converter = Millis.class,
            description = "With --log: time of a request whose object is cached (default: ${DEFAULT-VALUE}).")
    private double hitMillis = 10;

    @Option(
            names = "--miss-millis",
            paramLabel = "MS",
            defaultValue = "25",
            converter = Millis.class,
            description = "With --log: extra time for loading an object (default: ${DEFAULT-VALUE}).")
    private double missMillis = 25;

    @Option(
            names = "--requests",
            paramLabel = "N",
            defaultValue = "200000",
            converter = AtLeastOne.class,
            description = "With --log: GETs to read, from the beginning (default: ${DEFAULT-VALUE}).")
    private int requests = 200_000;

    @Option(
            names = "--regex",
            paramLabel = "[SOURCE:]REGEX",
            description = "With --log: also try a regular expression with a group (?<class>...). SOURCE is host, path"
                    + " (the default), pathInfo or query.")
    private List<String> regexes = new ArrayList<>();

    @Option(
            names = "--classifier",
            paramLabel = "FILE",
            converter = ReadableFile.class,
            description = "With --log: also try the classifier that a load balancer's Jetty XML file builds.")
    private List<Path> classifiers = new ArrayList<>();

    private List<Integer> workers = USUAL_WORKERS;

    /** Made by the command line parser. */
    public AdviceOptions() {}

    /** Sets the numbers of workers to try. */
    public void workers(List<Integer> wanted) {
        workers = List.copyOf(wanted);
    }

    int requests() {
        return requests;
    }

    StudySettings settings() {
        if (cacheObjects != null && cacheBytes != null) {
            throw new IllegalArgumentException("--cache-bytes: given with --cache-objects (expected: one of them)");
        }
        List<Candidate> candidates = new ArrayList<>(Candidate.usual());
        regexes.forEach(regex -> candidates.add(regex(regex)));
        classifiers.forEach(file -> candidates.add(ClassifierXml.candidate(file)));
        return new StudySettings(candidates, workers, cache(), hitMillis, missMillis);
    }

    private @Nullable CacheSize cache() {
        if (cacheObjects != null) {
            return CacheSize.ofObjects(cacheObjects);
        }
        return cacheBytes == null ? null : CacheSize.ofBytes(cacheBytes);
    }

    private static Candidate regex(String written) {
        try {
            return Candidate.of(written, ClassifierRegex.parse(written));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--regex: " + e.getMessage(), e);
        }
    }

    /** Checks that the log contains what the options need. */
    void check(boolean sizes) {
        if (cacheBytes != null && !sizes) {
            throw new IllegalArgumentException(
                    "--cache-bytes: the log contains no sizes (expected: --cache-objects, for such a log)");
        }
    }

    /** Reads a number of milliseconds. */
    static final class Millis implements ITypeConverter<Double> {
        private static final double MOST = 3_600_000;

        Millis() {}

        @Override
        public Double convert(String value) {
            try {
                double millis = Double.parseDouble(value);
                if (millis > 0 && millis <= MOST) {
                    return millis;
                }
            } catch (NumberFormatException e) {
                // Told below, like a number that is too small.
            }
            throw new TypeConversionException(value + " (expected: milliseconds above 0, at most an hour)");
        }
    }
}
