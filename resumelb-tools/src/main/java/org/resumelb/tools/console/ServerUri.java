package org.resumelb.tools.console;

import java.net.URI;
import java.util.Set;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an option's server: scheme, host and optionally a port. */
public final class ServerUri implements ITypeConverter<URI> {
    /** Made by the command line parser. */
    public ServerUri() {}

    @Override
    public URI convert(String value) {
        try {
            URI uri = URI.create(value);
            if (uri.getHost() != null && Set.of("http", "https").contains(uri.getScheme()) && isBare(uri)) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Told below, like a URI of another kind.
        }
        throw new TypeConversionException(value + " (expected: http(s)://host[:port])");
    }

    private static boolean isBare(URI uri) {
        return Set.of("", "/").contains(uri.getRawPath()) && uri.getRawQuery() == null && uri.getRawFragment() == null;
    }
}
