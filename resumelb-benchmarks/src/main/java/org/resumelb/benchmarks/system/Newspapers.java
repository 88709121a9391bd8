package org.resumelb.benchmarks.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The workers, in a process of their own. Says their URLs, then for each line that it reads what they did since the last:
 * objects loaded, requests of all and of the busiest worker, overlap of the caches. Ends when there is nothing more to read.
 */
final class Newspapers {
    private Newspapers() {}

    /** Arguments: how many, and how many objects each can cache. */
    public static void main(String[] arguments) throws Exception {
        List<NewspaperWorker> workers = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
            workers.add(new NewspaperWorker(Integer.parseInt(arguments[1])));
        }
        System.out.println("urls " + workers.stream().map(NewspaperWorker::url).collect(Collectors.joining(",")));
        answerQuestions(workers);
        System.exit(0);
    }

    private static void answerQuestions(List<NewspaperWorker> workers) throws IOException {
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (questions.readLine() != null) {
            long loads = workers.stream().mapToLong(NewspaperWorker::loads).sum();
            var requests = workers.stream().mapToLong(NewspaperWorker::requests).summaryStatistics();
            double overlap = BoundedCache.overlap(
                    workers.stream().map(NewspaperWorker::cache).toList());
            System.out.println(loads + " " + requests.getSum() + " " + requests.getMax() + " " + overlap);
        }
    }
}
