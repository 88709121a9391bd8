package org.resumelb.servlet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A file with a secret, which only its owner may read and which nobody may replace by a link. */
final class SecretFile {

    private static final Set<PosixFilePermission> READ_BY_OTHERS =
            EnumSet.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

    private final Path path;

    SecretFile(Path path) {
        this.path = path;
    }

    /**
     * Which expectation is not met; null if nothing is wrong, or if the file system has no permissions.
     *
     * @throws IOException if there is no such file
     */
    @Nullable
    String objection() throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view == null) {
            return null;
        }
        PosixFileAttributes attributes = view.readAttributes();
        if (attributes.isSymbolicLink()) {
            return "the file itself, not a symbolic link; use " + path.toRealPath();
        }
        boolean secret = attributes.permissions().stream().noneMatch(READ_BY_OTHERS::contains);
        return secret ? null : "a file that only its owner can read; use chmod 600 " + path;
    }

    String read() throws IOException {
        try (InputStream content = Files.newInputStream(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
