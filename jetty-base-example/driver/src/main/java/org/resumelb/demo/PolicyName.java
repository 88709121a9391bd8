package org.resumelb.demo;

import org.resumelb.policy.Policies;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the option's policy, one of those that the load balancer knows. */
final class PolicyName implements ITypeConverter<String> {
    @Override
    public String convert(String value) {
        if (!Policies.names().contains(value)) {
            throw new TypeConversionException(
                    value + " (expected: one of " + String.join(", ", Policies.names()) + ")");
        }
        return value;
    }
}
