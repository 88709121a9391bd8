package org.resumelb.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Installs the {@link ResumeFilter} in a webapp that contains this jar but does not declare the filter itself. It runs
 * before the filters declared in {@code web.xml}. The container finds this class through the service loader.
 *
 * <p>Each init parameter of the filter can be set as a context parameter named {@code org.resumelb.} followed by its
 * name, or else as a system property with the same name. The context parameter {@code org.resumelb.autoRegister} with
 * the value {@code false} keeps the filter out.
 */
public final class ResumeFilterInitializer implements ServletContainerInitializer {
    private static final System.Logger LOGGER = System.getLogger(ResumeFilterInitializer.class.getName());
    private static final String PREFIX = "org.resumelb.";
    private static final String AUTO_REGISTER = PREFIX + "autoRegister";
    private static final String NAME = "resumelb";

    /** For the container. */
    public ResumeFilterInitializer() {}

    @Override
    public void onStartup(@Nullable Set<Class<?>> unused, ServletContext context) throws ServletException {
        if (!isWanted(context) || isDeclared(context)) {
            return;
        }
        FilterRegistration.Dynamic filter = context.addFilter(NAME, ResumeFilter.class);
        if (filter == null) {
            LOGGER.log(
                    Level.WARNING,
                    "The webapp has another filter named {0}, so the résumé filter is not installed",
                    NAME);
            return;
        }
        filter.setAsyncSupported(true);
        filter.setInitParameters(parameters(context));
        filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
        LOGGER.log(Level.INFO, "The résumé filter is installed in {0}", context.getContextPath() + "/");
    }

    private static boolean isWanted(ServletContext context) throws ServletException {
        String wanted = value(context, "autoRegister");
        if (wanted == null || wanted.strip().equals("true")) {
            return true;
        }
        if (wanted.strip().equals("false")) {
            return false;
        }
        throw new ServletException(
                AUTO_REGISTER + ": " + wanted.replaceAll("\\p{Cntrl}", " ") + " (expected: true or false)");
    }

    /** Compares names, since a container that also has the jar loads another class with this name. */
    private static boolean isDeclared(ServletContext context) {
        return context.getFilterRegistrations().values().stream()
                .anyMatch(filter -> ResumeFilter.class.getName().equals(filter.getClassName()));
    }

    /** The parameters that the filter knows, and those given by the webapp that it does not know and will reject. */
    private static Map<String, String> parameters(ServletContext context) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String name : Settings.NAMES) {
            String value = value(context, name);
            if (value != null) {
                parameters.put(name, value);
            }
        }
        for (String name : Collections.list(context.getInitParameterNames())) {
            if (name.startsWith(PREFIX) && !name.equals(AUTO_REGISTER)) {
                parameters.put(name.substring(PREFIX.length()), String.valueOf(context.getInitParameter(name)));
            }
        }
        return parameters;
    }

    private static @Nullable String value(ServletContext context, String name) {
        String value = context.getInitParameter(PREFIX + name);
        return value == null ? System.getProperty(PREFIX + name) : value;
    }
}
