package org.resumelb.jetty.classifier;

import org.resumelb.classifier.RequestClassifier;
import org.resumelb.classifier.RequestView;

/** Classifiers as users may write them, for better and for worse. */
public final class Classifiers {
    private Classifiers() {}

    /** Says the same of each request, and nothing of itself. */
    public static final class Constant implements RequestClassifier {
        private String name = "constant";

        public void setName(String newName) {
            name = newName;
        }

        @Override
        public String classify(RequestView request) {
            return name;
        }
    }

    /** As {@link Constant} at first sight. */
    public static final class Other implements RequestClassifier {
        @Override
        public String classify(RequestView request) {
            return "other";
        }
    }

    /** Cannot be made. */
    public static final class Unmakeable implements RequestClassifier {
        public Unmakeable() {
            throw new UnsupportedOperationException("no table\nof sites");
        }

        @Override
        public String classify(RequestView request) {
            return "";
        }
    }

    /** Cannot say what it is. */
    public static final class Secretive implements RequestClassifier {
        @Override
        public String classify(RequestView request) {
            return "";
        }

        @Override
        public String fingerprint() {
            throw new IllegalStateException("not telling");
        }
    }

    /** Fails for some paths, each in its own way. */
    public static final class Fragile implements RequestClassifier {
        @Override
        public String classify(RequestView request) {
            return switch (request.path()) {
                case "/exception" -> throw new IllegalStateException("out of order");
                case "/error" -> throw new AssertionError("out of order");
                case "/linkage" -> throw new NoClassDefFoundError("org/example/Gone");
                case "/recursion" -> classify(request);
                case "/null" -> nothing();
                default -> request.path().substring(1);
            };
        }

        @SuppressWarnings("NullAway") // As a user's classifier may do who does not know of null-marking.
        private static String nothing() {
            return null;
        }
    }
}
