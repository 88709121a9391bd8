package org.resumelb.servlet;

import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Init parameters from a map; remembers which were asked for. */
final class MapFilterConfig implements FilterConfig {

    private final Map<String, String> parameters;
    private final Set<String> asked = new HashSet<>();

    MapFilterConfig(Map<String, String> parameters) {
        this.parameters = parameters;
    }

    Set<String> asked() {
        return asked;
    }

    @Override
    public String getFilterName() {
        return "resume";
    }

    @Override
    public @Nullable String getInitParameter(String name) {
        asked.add(name);
        return parameters.get(name);
    }

    @Override
    public Enumeration<String> getInitParameterNames() {
        return Collections.enumeration(parameters.keySet());
    }

    @Override
    public ServletContext getServletContext() {
        throw new UnsupportedOperationException("not needed to read parameters");
    }
}
