package org.resumelb.demo.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TokenTest {
    @TempDir
    private Path folder;

    @Test
    void eachRunHasASecretOfItsOwnThatOthersCannotRead() throws IOException {
        Path file = folder.resolve("run/token");
        String first = Token.write(file);
        String second = Token.write(file);
        assertTrue(first.matches("[0-9a-f]{32}"), first);
        assertNotEquals(first, second);
        assertEquals(second, Files.readString(file));
        assumeTrue(file.getFileSystem().supportedFileAttributeViews().contains("posix"));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }
}
