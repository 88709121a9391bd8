package org.resumelb.jetty.settings;

import static org.resumelb.settings.TrafficSettings.TRUST_STORE;
import static org.resumelb.settings.TrafficSettings.TRUST_STORE_PASSWORD;
import static org.resumelb.settings.TrafficSettings.TRUST_STORE_PASSWORD_FILE;
import static org.resumelb.settings.TrafficSettings.TRUST_STORE_TYPE;
import static org.resumelb.settings.TrafficSettings.VERIFY_HOST;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import org.jspecify.annotations.Nullable;
import org.resumelb.settings.SettingValues;

/** Reads whom to trust over https, and looks into the truststore at once, so that a wrong one stops the start. */
final class TrustReader {
    private final SettingValues values;

    TrustReader(SettingValues values) {
        this.values = values;
    }

    Settings.Tls read() {
        String type = values.get(TRUST_STORE_TYPE);
        char[] password = password();
        boolean verifiesHost = values.get(VERIFY_HOST);
        KeyStore empty = empty(type);
        return new Settings.Tls(values.has(TRUST_STORE) ? load(empty, password) : null, verifiesHost);
    }

    private char @Nullable [] password() {
        String fromFile = values.secret(TRUST_STORE_PASSWORD_FILE);
        String password = values.get(TRUST_STORE_PASSWORD);
        values.require(
                fromFile == null || password.isEmpty(),
                TRUST_STORE_PASSWORD_FILE,
                "empty when " + TRUST_STORE_PASSWORD.property() + " is there");
        if (fromFile != null) {
            return fromFile.toCharArray();
        }
        return password.isEmpty() ? null : password.toCharArray();
    }

    private KeyStore empty(String type) {
        try {
            return KeyStore.getInstance(type);
        } catch (KeyStoreException e) {
            values.require(false, TRUST_STORE_TYPE, TRUST_STORE_TYPE.kind().expected());
            throw new IllegalStateException(e);
        }
    }

    private KeyStore load(KeyStore store, char @Nullable [] password) {
        String expected = "a readable truststore of type " + store.getType()
                + " with certificates in it, to which its password fits";
        Path file = values.path(TRUST_STORE);
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, password);
            values.require(store.size() > 0, TRUST_STORE, expected);
            return store;
        } catch (IOException | GeneralSecurityException e) {
            values.require(false, TRUST_STORE, expected);
            throw new IllegalStateException(e);
        }
    }
}
