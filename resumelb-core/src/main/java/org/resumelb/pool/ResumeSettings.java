package org.resumelb.pool;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/** A value for each {@link ResumeParameter}. Immutable. */
public final class ResumeSettings {
    public static final ResumeSettings DEFAULTS = of(ResumeParameter::byDefault);

    private final Map<ResumeParameter, Double> values;

    private ResumeSettings(Map<ResumeParameter, Double> values) {
        this.values = values;
    }

    /**
     * Settings with the value that the function gives for each parameter.
     *
     * @throws IllegalArgumentException naming the first wrong parameter, its value and the expected form
     */
    public static ResumeSettings of(ToDoubleFunction<ResumeParameter> values) {
        EnumMap<ResumeParameter, Double> checked = new EnumMap<>(ResumeParameter.class);
        for (ResumeParameter parameter : ResumeParameter.values()) {
            double value = values.applyAsDouble(parameter);
            parameter.check(value);
            checked.put(parameter, value);
        }
        return new ResumeSettings(checked);
    }

    public double get(ResumeParameter parameter) {
        return Objects.requireNonNull(values.get(parameter));
    }

    /** The value of a parameter that {@link ResumeParameter#isCount counts} something. */
    public int count(ResumeParameter parameter) {
        return (int) get(parameter);
    }

    /**
     * These settings with another value for one parameter.
     *
     * @throws IllegalArgumentException naming the parameter, the value and the expected form
     */
    public ResumeSettings with(ResumeParameter changed, double value) {
        return of(parameter -> parameter == changed ? value : get(parameter));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ResumeSettings its && values.equals(its.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[");
        values.forEach((parameter, value) ->
                text.append(parameter.key()).append('=').append(value).append(' '));
        return text.toString().strip() + "]";
    }
}
