package org.resumelb.classifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegexClassifierTest {
    private static final String ANYTHING = "(?<class>.+)";

    @ParameterizedTest
    @CsvSource({
        "host,            host",
        "path,            path",
        "pathInfo,        pathInfo",
        "query,           query",
        "method,          method",
        "remoteAddress,   remoteAddress",
        "header:X-Tenant, header:x-tenant",
        "cookie:tenant,   cookie:tenant",
    })
    void eachSourceReadsItsOwnAttribute(String source, String attribute) {
        StubRequest request = new StubRequest().with(attribute, "acme").with("header:other", "x");
        assertEquals("acme", new RegexClassifier(source, ANYTHING).classify(request));
    }

    @ParameterizedTest
    @ValueSource(strings = {"host", "query", "header:X-Tenant", "cookie:tenant"})
    void aRequestWithoutTheAttributeHasTheEmptyClass(String source) {
        assertEquals("", new RegexClassifier(source, ANYTHING).classify(new StubRequest()));
    }

    @ParameterizedTest
    @CsvSource({
        "^/(?<class>[^/]+),            /news/a.html,    news",
        "^/(?<class>[^/]+),            /,               ''",
        "/(?<class>\\d+),              /a/17/b/18,      17",
        "(?<class>x)?/,                /,               ''",
        "(?x) (?<class> b+ ) # bees,   abbba,           bbb",
        "(?i)(?<class>NEWS),           /news,           news",
        "\\Q(\\E(?<class>a),           (a,              a",
    })
    void theClassIsWhatTheGroupFindsFirst(String regex, String path, String expected) {
        assertEquals(expected, new RegexClassifier("path", regex).classify(new StubRequest().with("path", path)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hosts", "Host", "header", "header:", "cookie: ", "header:X Tenant", "header: X"})
    void anUnknownSourceIsRefusedWithTheFormsThatExist(String source) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> new RegexClassifier(source, ANYTHING));
        assertEquals(
                "source: " + source + " (expected: one of host, path, pathInfo, query, header:NAME, cookie:NAME, "
                        + "method, remoteAddress)",
                refused.getMessage());
    }

    @Test
    void aBrokenExpressionIsRefusedWithReasonAndPlaceOnOneLine() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> new RegexClassifier("path", "(?<class>[a-"));
        assertEquals(
                "regex: (?<class>[a- (expected: a regular expression; Illegal character range near index 12)",
                refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "^/([^/]+)",
                "(?<klass>a)",
                "",
                "(?x) a # (?<class>b)",
                "\\Qa",
                "\\Q(?<class>a)",
                "[(?<class>a)]",
                "a|b"
            })
    void anExpressionWithoutTheGroupIsRefused(String regex) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> new RegexClassifier("path", regex));
        assertEquals("regex: " + regex + " (expected: a named group (?<class>...) in it)", refused.getMessage());
    }

    @Test
    void theFingerprintChangesWithSourceAndExpressionOnly() {
        String fingerprint = new RegexClassifier("path", ANYTHING).fingerprint();
        assertEquals(fingerprint, new RegexClassifier("path", ANYTHING).fingerprint());
        assertNotEquals(fingerprint, new RegexClassifier("query", ANYTHING).fingerprint());
        assertNotEquals(fingerprint, new RegexClassifier("path", "(?<class>.*)").fingerprint());
        assertNotEquals(fingerprint, new HostClassifier().fingerprint());
    }

    @Test
    void aClassifierOfOneLineNeedsNoFingerprintOfItsOwn() {
        RequestClassifier everythingAlike = request -> "all";
        assertEquals("", everythingAlike.fingerprint());
    }
}
