package org.resumelb.tools.console;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an option's file, which will be written: it is better to refuse it now than after a long run. */
public final class WritableFile implements ITypeConverter<Path> {
    /** Made by the command line parser. */
    public WritableFile() {}

    @Override
    public Path convert(String value) {
        try {
            Path file = Path.of(value);
            Path folder = file.toAbsolutePath().getParent();
            boolean writable = Files.exists(file) ? Files.isWritable(file) : folder != null && Files.isWritable(folder);
            if (writable && !Files.isDirectory(file)) {
                return file;
            }
        } catch (InvalidPathException e) {
            // Told below, like a file in a folder that is missing.
        }
        throw new TypeConversionException(value + " (expected: a file that can be written)");
    }
}
