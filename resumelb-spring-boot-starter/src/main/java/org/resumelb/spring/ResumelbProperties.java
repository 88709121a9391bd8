package org.resumelb.spring;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Application properties named {@code resumelb.*}: the filter's init parameters, which the filter itself checks. A
 * misspelt name stops the application from starting. Immutable.
 *
 * @param enabled whether this application is a worker
 */
@ConfigurationProperties(prefix = "resumelb", ignoreUnknownFields = false)
record ResumelbProperties(
        @DefaultValue("true") boolean enabled,
        @Nullable String history,
        @Nullable String maxSkillAge,
        @Nullable String resumeFile,
        @Nullable String managementPath,
        @Nullable String token,
        @Nullable String tokenFile,
        @Nullable String maxClasses,
        @Nullable String traceLog) {

    /** The init parameters that are set. */
    Map<String, String> initParameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        put(parameters, "history", history);
        put(parameters, "maxSkillAge", maxSkillAge);
        put(parameters, "resumeFile", resumeFile);
        put(parameters, "managementPath", managementPath);
        put(parameters, "token", token);
        put(parameters, "tokenFile", tokenFile);
        put(parameters, "maxClasses", maxClasses);
        put(parameters, "traceLog", traceLog);
        return parameters;
    }

    private static void put(Map<String, String> parameters, String name, @Nullable String value) {
        if (value != null) {
            parameters.put(name, value);
        }
    }

    /** Shows no values, since one is a secret. */
    @Override
    public String toString() {
        return "ResumelbProperties" + initParameters().keySet();
    }
}
