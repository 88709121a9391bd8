package org.resumelb.jetty.admin;

import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;
import org.resumelb.jetty.classifier.ClassifierCheck;
import org.resumelb.jetty.classifier.ClassifierFileException;
import org.resumelb.text.Excerpt;

/** The operations that an operator requests by name. Thread-safe, as the load balancer is. */
final class Operations {
    private final Administration balancer;

    Operations(Administration balancer) {
        this.balancer = balancer;
    }

    Answer explain(String name, Map<String, String> parameters) {
        String requestClass = parameters.get("class");
        return requestClass == null
                ? Answer.error(HttpStatus.BAD_REQUEST_400, "parameter class is absent (expected: /explain?class=C)")
                : Answer.ok(StatusJson.explanation(balancer.pool().explain(requestClass)));
    }

    Answer reload(String name, Map<String, String> parameters) {
        try {
            return Answer.ok(StatusJson.message("classifier", balancer.reloadClassifier()));
        } catch (ClassifierFileException e) {
            return Answer.error(HttpStatus.CONFLICT_409, e.getMessage());
        }
    }

    Answer check(String name, Map<String, String> parameters) {
        try {
            ClassifierCheck check = balancer.checkClassifier();
            return Answer.ok(StatusJson.object(json -> {
                json.writeStringField("description", check.description());
                json.writeBooleanField("different", check.different());
                json.writeNumberField("requests", check.requests());
                json.writeNumberField("changed", check.changed());
                json.writeNumberField("share", check.requests() == 0 ? 0 : check.changed() / (double) check.requests());
                json.writeArrayFieldStart("examples");
                for (ClassifierCheck.Change change : check.examples()) {
                    json.writeStartObject();
                    json.writeStringField("request", change.request());
                    json.writeStringField("before", change.before());
                    json.writeStringField("after", change.after());
                    json.writeEndObject();
                }
                json.writeEndArray();
            }));
        } catch (ClassifierFileException e) {
            return Answer.error(HttpStatus.CONFLICT_409, e.getMessage());
        }
    }

    Answer forget(String requestClass, Map<String, String> parameters) {
        balancer.forget(requestClass);
        return Answer.ok(StatusJson.message("forgotten", requestClass));
    }

    Answer drain(String worker, Map<String, String> parameters) {
        String seconds = parameters.getOrDefault("handoverSeconds", "0");
        if (!seconds.matches("[0-9]{1,6}")) {
            return wrong("handoverSeconds", seconds, "a whole number from 0 to 999999");
        }
        String unlessLast = parameters.getOrDefault("unlessLast", "false");
        if (!unlessLast.matches("true|false")) {
            return wrong("unlessLast", unlessLast, "true or false");
        }
        return ofMember(
                "drained", worker, () -> balancer.drain(worker, Integer.parseInt(seconds), unlessLast.equals("true")));
    }

    Answer undrain(String worker, Map<String, String> parameters) {
        return ofMember("undrained", worker, () -> balancer.undrain(worker));
    }

    private static Answer wrong(String parameter, String value, String expected) {
        return Answer.error(
                HttpStatus.BAD_REQUEST_400, parameter + ": " + Excerpt.of(value) + " (expected: " + expected + ")");
    }

    private static Answer ofMember(String done, String worker, Runnable operation) {
        try {
            operation.run();
            return Answer.ok(StatusJson.message(done, worker));
        } catch (IllegalArgumentException e) {
            return Answer.error(HttpStatus.NOT_FOUND_404, e.getMessage());
        } catch (LastWorkerException e) {
            return Answer.error(HttpStatus.CONFLICT_409, e.getMessage());
        }
    }
}
