package org.resumelb.tools.advice;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.resumelb.classifier.RequestClassifier;

/**
 * How a classifier classifies a sample. Immutable; the array is shared and never changed.
 *
 * @param of the class number of each object
 * @param names the name of each class
 * @param requests the number of requests of each class
 * @param blind whether the classifier asked for something that no log contains
 * @param failed number of objects on which the classifier threw
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

    /** The share of requests in the most popular class. */
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
