package org.resumelb.demo.process;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * What the demo wants to know of the load balancer's status.
 *
 * @param policy policy in force
 * @param activeWorkers workers that get requests
 */
record BalancerStatus(String policy, int activeWorkers) {
    private static final JsonFactory JSON = new JsonFactory();

    static BalancerStatus parse(String text) {
        String policy = "";
        int activeWorkers = 0;
        try (JsonParser json = JSON.createParser(text)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                if (name.equals("policy")) {
                    policy = json.getText();
                } else if (name.equals("workers")) {
                    activeWorkers = readActive(json);
                } else {
                    json.skipChildren();
                }
            }
        } catch (IOException e) {
            throw new DemoException("the load balancer's status cannot be read: " + e.getMessage(), e);
        }
        return new BalancerStatus(policy, activeWorkers);
    }

    private static int readActive(JsonParser json) throws IOException {
        int active = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                if (name.equals("state") && json.getText().equals("active")) {
                    active++;
                }
                json.skipChildren();
            }
        }
        return active;
    }
}
