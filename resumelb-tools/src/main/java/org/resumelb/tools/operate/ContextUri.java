package org.resumelb.tools.operate;

import java.net.URI;
import java.util.Set;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a worker's address: scheme, host, and optionally port and context. */
final class ContextUri implements ITypeConverter<URI> {
    /** Made by the command line parser. */
    ContextUri() {}

    @Override
    public URI convert(String value) {
        try {
            URI uri = URI.create(value);
            boolean isServer = uri.getHost() != null && Set.of("http", "https").contains(uri.getScheme());
            if (isServer && uri.getRawQuery() == null && uri.getRawFragment() == null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Told below, like a URI of another kind.
        }
        throw new TypeConversionException(value + " (expected: http(s)://host[:port][/context])");
    }
}
