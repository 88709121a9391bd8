package org.resumelb.jetty.settings;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import org.jspecify.annotations.Nullable;

/** A file with certificates or keys, which may be replaced while the load balancer runs. Immutable. */
public final class StoreFile {
    private final Path path;
    private final String type;
    private final @Nullable String password;

    StoreFile(Path path, String type, @Nullable String password) {
        this.path = path;
        this.type = type;
        this.password = password;
    }

    /** The path of the file. */
    public Path path() {
        return path;
    }

    /** The password of the file, and of the keys in it; {@code null} for none. */
    public @Nullable String password() {
        return password;
    }

    /** The present content of the file, not interpreted. */
    public byte[] content() throws IOException {
        return Files.readAllBytes(path);
    }

    /**
     * Reads the store.
     *
     * @throws GeneralSecurityException if it is empty or unreadable
     */
    public KeyStore load() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(type);
        store.load(new ByteArrayInputStream(content()), password == null ? null : password.toCharArray());
        if (store.size() == 0) {
            throw new GeneralSecurityException("it is empty");
        }
        return store;
    }

    /** Leaves out the password. */
    @Override
    public String toString() {
        return path + " (" + type + ")";
    }
}
