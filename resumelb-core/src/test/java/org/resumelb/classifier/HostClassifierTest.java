package org.resumelb.classifier;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostClassifierTest {
    private final HostClassifier classifier = new HostClassifier();

    @ParameterizedTest
    @CsvSource({
        "example.com,              example.com",
        "example.com:8080,         example.com",
        "WWW.Example.COM,          example.com",
        "www.example.com:443,      example.com",
        "www2.example.com,         www2.example.com",
        "shop.www.example.com,     shop.www.example.com",
        "www.www.example.com,      www.example.com",
        "192.0.2.7:80,             192.0.2.7",
        "[2001:DB8::1],            [2001:db8::1]",
        "[2001:db8::1]:8080,       [2001:db8::1]",
        "localhost:,               localhost",
        "'',                       ''",
    })
    void theClassIsTheHostInLowerCaseWithoutPortAndLeadingWww(String host, String expected) {
        assertEquals(expected, classifier.classify(new StubRequest().with("host", host)));
    }

    @Test
    void lowerCaseDoesNotDependOnTheMachinesLanguage() {
        java.util.Locale before = java.util.Locale.getDefault();
        try {
            java.util.Locale.setDefault(java.util.Locale.forLanguageTag("tr"));
            assertEquals("site.example", classifier.classify(new StubRequest().with("host", "SITE.example")));
        } finally {
            java.util.Locale.setDefault(before);
        }
    }

    @Test
    void aRequestWithoutHostHasTheEmptyClass() {
        assertEquals("", classifier.classify(new StubRequest()));
    }

    @Test
    void allHostClassifiersShareOneFingerprint() {
        assertEquals("host", classifier.fingerprint());
    }
}
