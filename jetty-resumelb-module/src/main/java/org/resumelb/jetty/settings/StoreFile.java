package org.resumelb.jetty.settings;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import org.jspecify.annotations.Nullable;

/** A file with certificates or keys, which may be replaced. Immutable. */
public final class StoreFile {
    private final Path path;
    private final String type;
    private final @Nullable String password;

    StoreFile(Path path, String type, @Nullable String password) {
        this.path = path;
        this.type = type;
        this.password = password;
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** What opens the file, and the keys in it; {@code null} for nothing. */
    public @Nullable String password() {
        return password;
    }

    /** What is in the file now, not understood yet. */
    public byte[] content() throws IOException {
        return Files.readAllBytes(path);
    }

    /**
     * Reads it.
     *
     * @throws GeneralSecurityException when there is nothing in it, or nothing that can be read
     */
    public KeyStore load() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(type);
        store.load(new ByteArrayInputStream(content()), password == null ? null : password.toCharArray());
        if (store.size() == 0) {
            throw new GeneralSecurityException("nothing is in it");
        }
        return store;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return path + " (" + type + ")";
    }
}
