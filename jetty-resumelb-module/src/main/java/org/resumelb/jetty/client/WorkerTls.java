package org.resumelb.jetty.client;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;
import org.resumelb.jetty.settings.Settings;
import org.resumelb.jetty.settings.StoreFile;

/**
 * What TLS to workers rests on: whom a client trusts, and what it shows. Immutable.
 *
 * @param trusted {@code null} for those that Java trusts
 * @param identity {@code null} for nothing
 * @param password of the key
 */
record WorkerTls(
        @Nullable KeyStore trusted,
        @Nullable KeyStore identity,
        @Nullable String password) {

    /** Reads the files. */
    static WorkerTls load(Settings.Tls tls) throws IOException, GeneralSecurityException {
        StoreFile trusted = tls.trusted();
        StoreFile identity = tls.identity();
        return new WorkerTls(
                trusted == null ? null : trusted.load(),
                identity == null ? null : identity.load(),
                identity == null ? null : identity.password());
    }

    void setOn(SslContextFactory factory) {
        if (trusted != null) {
            factory.setTrustStore(trusted);
        }
        if (identity != null) {
            factory.setKeyStore(identity);
            factory.setKeyStorePassword(password);
        }
    }

    /** Makes sure that a client could use it. */
    void require() throws Exception {
        SslContextFactory.Client tried = new SslContextFactory.Client();
        setOn(tried);
        tried.start();
        tried.stop();
    }

    /** Has a client use it for connections to come. */
    void replaceIn(HttpClient client) throws Exception {
        client.getSslContextFactory().reload(this::setOn);
    }
}
