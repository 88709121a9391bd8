package org.resumelb.servlet;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.resumelb.jetty.resume.ResumeParser;

/** A whole résumé, with every optional figure for every class: written by the worker, read by the load balancer. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ResumeBenchmark {
    @Param({"1000", "100000"})
    int classes;

    private final ResumeJson json = new ResumeJson("7d2f6c1e-5b0a-4d57-9f43-2f1f6f0b9a10");
    private Resume resume = new Resume(0, null, List.of());
    private byte[] written = {};

    /** Invents the résumé. */
    @Setup
    public void invent() {
        SplittableRandom random = new SplittableRandom(1);
        List<Resume.Entry> entries = new ArrayList<>();
        for (int i = 0; i < classes; i++) {
            double score = 1 + 1000 * random.nextDouble();
            entries.add(new Resume.Entry(
                    "site" + i + ".example.com",
                    score,
                    random.nextInt(1000),
                    2000 / score,
                    10 * random.nextDouble(),
                    random.nextInt(1_000_000)));
        }
        resume = new Resume(1, "9f86d081884c7d65", entries);
        written = json.write(resume, 0);
    }

    /** As the worker does. */
    @Benchmark
    public byte[] write() {
        return json.write(resume, 0);
    }

    /** As the load balancer does. */
    @Benchmark
    public org.resumelb.resume.Resume read() {
        return new ResumeParser(classes).parse(written);
    }
}
