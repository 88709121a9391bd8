package org.resumelb.tools.console;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an option's file, which must exist. */
public final class ReadableFile implements ITypeConverter<Path> {
    /** Made by the command line parser. */
    public ReadableFile() {}

    @Override
    public Path convert(String value) {
        try {
            Path file = Path.of(value);
            if (Files.isRegularFile(file) && Files.isReadable(file)) {
                return file;
            }
        } catch (InvalidPathException e) {
            // Told below, like a file that is missing.
        }
        throw new TypeConversionException(value + " (expected: a file that can be read)");
    }
}
