package org.resumelb.tools.advice;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.resumelb.classifier.RequestClassifier;

/**
 * What a classifier makes of a sample. Immutable; the array is shared and never changed.
 *
 * @param of of each object the number of its class
 * @param names of each class its name
 * @param requests of each class its requests
 * @param blind whether the classifier wanted what is in no log
 * @param failed objects over which the classifier threw
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; millions of numbers
record Classes(Candidate candidate, int[] of, List<String> names, long[] requests, boolean blind, long failed) {
    static Classes of(Sample sample, Candidate candidate) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        int[] of = new int[sample.targets().size()];
        boolean blind = false;
        long failed = 0;
        for (int i = 0; i < of.length; i++) {
            LoggedView view = new LoggedView(sample.targets().get(i));
            String name = "";
            try {
                name = shortened(candidate.classifier().classify(view));
            } catch (RuntimeException e) {
                failed++;
            }
            blind |= view.askedForMore();
            Integer known = numbers.putIfAbsent(name, numbers.size());
            of[i] = known == null ? numbers.size() - 1 : known;
        }
        long[] requests = new long[numbers.size()];
        for (int object : sample.requests()) {
            requests[of[object]]++;
        }
        return new Classes(candidate, of, List.copyOf(numbers.keySet()), requests, blind, failed);
    }

    private static String shortened(String name) {
        int most = RequestClassifier.MAX_CLASS_LENGTH;
        return name.length() <= most ? name : name.substring(0, most);
    }

    int count() {
        return names.size();
    }

    /** Share of the requests that the most popular class has. */
    double largestShare() {
        long sum = 0;
        long most = 0;
        for (long each : requests) {
            sum += each;
            most = Math.max(most, each);
        }
        return (double) most / sum;
    }
}
