package org.resumelb.jetty.settings;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import org.jspecify.annotations.Nullable;
import org.resumelb.settings.Setting;
import org.resumelb.settings.SettingValues;
import org.resumelb.settings.TrafficSettings;

/**
 * Reads which certificates to trust over https and which to present, and loads the files immediately, so that a wrong
 * one stops the start.
 */
final class TlsReader {
    private final SettingValues values;

    TlsReader(SettingValues values) {
        this.values = values;
    }

    Settings.Tls read() {
        Names trust = new Names(
                TrafficSettings.TRUST_STORE,
                TrafficSettings.TRUST_STORE_TYPE,
                TrafficSettings.TRUST_STORE_PASSWORD,
                TrafficSettings.TRUST_STORE_PASSWORD_FILE);
        Names identity = new Names(
                TrafficSettings.KEY_STORE,
                TrafficSettings.KEY_STORE_TYPE,
                TrafficSettings.KEY_STORE_PASSWORD,
                TrafficSettings.KEY_STORE_PASSWORD_FILE);
        return new Settings.Tls(
                store(trust, "truststore", "certificates"),
                store(identity, "key store", "a key and its certificate"),
                values.get(TrafficSettings.VERIFY_HOST));
    }

    /** The settings of one file. */
    private record Names(
            Setting<String> file, Setting<String> type, Setting<String> password, Setting<String> passwordFile) {}

    private @Nullable StoreFile store(Names names, String what, String content) {
        String password = password(names);
        requireType(names.type);
        if (!values.has(names.file)) {
            return null;
        }
        StoreFile store = new StoreFile(values.path(names.file), values.get(names.type), password);
        try {
            KeyStore unused = store.load();
        } catch (IOException | GeneralSecurityException e) {
            String expected = "a readable " + what + " of type " + values.get(names.type) + " with " + content
                    + " in it, to which its password fits";
            values.require(false, names.file, expected);
        }
        return store;
    }

    private @Nullable String password(Names names) {
        String fromFile = values.secret(names.passwordFile);
        String password = values.get(names.password);
        values.require(
                fromFile == null || password.isEmpty(),
                names.passwordFile,
                "empty when " + names.password.property() + " is there");
        if (fromFile != null) {
            return fromFile;
        }
        return password.isEmpty() ? null : password;
    }

    private void requireType(Setting<String> type) {
        try {
            KeyStore unused = KeyStore.getInstance(values.get(type));
        } catch (KeyStoreException e) {
            values.require(false, type, type.kind().expected());
        }
    }
}
