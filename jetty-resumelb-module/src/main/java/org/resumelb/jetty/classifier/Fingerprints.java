package org.resumelb.jetty.classifier;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.resumelb.classifier.RequestClassifier;
import org.xml.sax.SAXException;

/**
 * Fingerprints of classifiers: equal for all load balancers that classify alike, and different as soon as code or
 * configuration changes.
 */
final class Fingerprints {
    private static final int LENGTH = 16;

    private Fingerprints() {}

    static String of(RequestClassifier classifier, String xml) throws SAXException, IOException {
        MessageDigest digest = sha256();
        digest.update(classifier.getClass().getName().getBytes(StandardCharsets.UTF_8));
        String own = classifier.fingerprint();
        if (own.isEmpty()) {
            digest.update(XmlElements.of(xml).content().getBytes(StandardCharsets.UTF_8));
            digest.update(code(classifier.getClass()));
        } else {
            digest.update(own.getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest()).substring(0, LENGTH);
    }

    private static byte[] code(Class<?> type) {
        String name = type.getName();
        try (InputStream in = type.getResourceAsStream(name.substring(name.lastIndexOf('.') + 1) + ".class")) {
            return in == null ? new byte[0] : in.readAllBytes();
        } catch (IOException e) {
            return new byte[0];
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
