package org.resumelb.servlet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a résumé in a file across restarts. A reader sees the old file or the new one, never a part, even after a
 * crash. Thread-safe: only one {@link #save} runs at a time.
 */
final class ResumeFile {

    private final Path path;
    private final Path temporary;
    private final Path aside;

    ResumeFile(Path path) {
        this.path = path;
        this.temporary = path.resolveSibling(path.getFileName() + ".tmp");
        this.aside = path.resolveSibling(path.getFileName() + ".corrupt");
    }

    Path path() {
        return path;
    }

    /**
     * Reads the file.
     *
     * @param history number of requests that a bare score stands for
     * @throws NoSuchFileException if there is no file
     * @throws IllegalArgumentException if the file does not contain a résumé
     */
    SavedResume load(int history) throws IOException {
        return SavedResumeJson.read(Files.readString(path), history);
    }

    /** Moves an unreadable file out of the way, so that the next save does not destroy it. */
    Path setAside() throws IOException {
        return Files.move(path, aside, StandardCopyOption.REPLACE_EXISTING);
    }

    synchronized void save(SavedResume resume) throws IOException {
        // Made anew: what a crash left goes, and so does a link that somebody put there to have its target overwritten.
        Files.deleteIfExists(temporary);
        try (FileChannel channel = FileChannel.open(
                temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            ByteBuffer bytes = ByteBuffer.wrap(SavedResumeJson.write(resume));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
