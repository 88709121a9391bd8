package org.resumelb.demo.process;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * Counters of one worker's newspaper.
 *
 * @param requests pages asked for
 * @param lookups records looked up in the cache
 * @param loads records read from the database
 * @param cachedIds ids of the records in the cache
 */
public record WorkerStats(long requests, long lookups, long loads, Set<Long> cachedIds) {
    private static final JsonFactory JSON = new JsonFactory();

    static WorkerStats parse(String text) {
        long requests = 0;
        long lookups = 0;
        long loads = 0;
        Set<Long> ids = new HashSet<>();
        try (JsonParser json = JSON.createParser(text)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "requests" -> requests = json.getLongValue();
                    case "lookups" -> lookups = json.getLongValue();
                    case "loads" -> loads = json.getLongValue();
                    case "ids" -> readIds(json, ids);
                    default -> json.skipChildren();
                }
            }
        } catch (IOException e) {
            throw new DemoException("a worker's counters cannot be read: " + e.getMessage(), e);
        }
        return new WorkerStats(requests, lookups, loads, Set.copyOf(ids));
    }

    private static void readIds(JsonParser json, Set<Long> ids) throws IOException {
        while (json.nextToken() != JsonToken.END_ARRAY) {
            ids.add(json.getLongValue());
        }
    }
}
