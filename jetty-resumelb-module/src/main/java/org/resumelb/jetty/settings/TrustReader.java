package org.resumelb.jetty.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import org.jspecify.annotations.Nullable;

/** Reads whom to trust over https, and looks into the truststore at once, so that a wrong one stops the start. */
final class TrustReader {
    private static final String STORE = "resumelb.tls.trustStore";
    private static final String TYPE = "resumelb.tls.trustStoreType";
    private static final String PASSWORD = "resumelb.tls.trustStorePassword";
    private static final String PASSWORD_FILE = "resumelb.tls.trustStorePasswordFile";

    private final Values values;

    TrustReader(Values values) {
        this.values = values;
    }

    Settings.Tls read() {
        String type = values.text(TYPE, "PKCS12");
        char[] password = password();
        boolean verifiesHost = values.truth("resumelb.tls.verifyHost", true);
        KeyStore empty = empty(type);
        return new Settings.Tls(values.text(STORE, "").isEmpty() ? null : load(empty, password), verifiesHost);
    }

    private char @Nullable [] password() {
        String fromFile = values.secret(PASSWORD_FILE);
        String password = values.text(PASSWORD, "");
        values.require(fromFile == null || password.isEmpty(), PASSWORD_FILE, "empty when " + PASSWORD + " is there");
        if (fromFile != null) {
            return fromFile.toCharArray();
        }
        return password.isEmpty() ? null : password.toCharArray();
    }

    private KeyStore empty(String type) {
        try {
            return KeyStore.getInstance(type);
        } catch (KeyStoreException e) {
            values.require(false, TYPE, "a type of key store that Java knows, such as PKCS12 or JKS");
            throw new IllegalStateException(e);
        }
    }

    private KeyStore load(KeyStore store, char @Nullable [] password) {
        String expected = "a readable truststore of type " + store.getType()
                + " with certificates in it, to which its password fits";
        Path file = values.path(STORE, "");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, password);
            values.require(store.size() > 0, STORE, expected);
            return store;
        } catch (IOException | GeneralSecurityException e) {
            values.require(false, STORE, expected);
            throw new IllegalStateException(e);
        }
    }
}
