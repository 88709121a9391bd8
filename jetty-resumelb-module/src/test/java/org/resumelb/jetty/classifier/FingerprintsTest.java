package org.resumelb.jetty.classifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resumelb.classifier.HostClassifier;
import org.resumelb.classifier.RegexClassifier;
import org.resumelb.classifier.RequestClassifier;

/** When classifiers count as the same. */
class FingerprintsTest {
    private static final String XML = "<Configure class=\"x\"><Set name=\"n\">a b</Set><Call name=\"c\"/></Configure>";

    @Test
    void aFingerprintIsShortAndTheSameEachTime() throws Exception {
        String fingerprint = Fingerprints.of(new HostClassifier(), XML);
        assertTrue(fingerprint.matches("[0-9a-f]{16}"), fingerprint);
        assertEquals(fingerprint, Fingerprints.of(new HostClassifier(), "<Configure class=\"y\"/>"));
    }

    @Test
    void theWordOfAClassifierCountsOnceItHasOne() throws Exception {
        String slash = regex("path", "^/(?<class>.)");
        assertEquals(slash, regex("path", "^/(?<class>.)"));
        assertNotEquals(slash, regex("path", "^/(?<class>..)"));
        assertNotEquals(slash, regex("pathInfo", "^/(?<class>.)"));
    }

    private static String regex(String source, String regex) throws Exception {
        return Fingerprints.of(new RegexClassifier(source, regex), XML);
    }

    @Test
    void differentClassesOfClassifiersDiffer() throws Exception {
        assertNotEquals(derived(XML), Fingerprints.of(new Classifiers.Other(), XML));
        RequestClassifier sayingHost = new RequestClassifier() {
            @Override
            public String classify(org.resumelb.classifier.RequestView request) {
                return "";
            }

            @Override
            public String fingerprint() {
                return "host";
            }
        };
        assertNotEquals(Fingerprints.of(new HostClassifier(), XML), Fingerprints.of(sayingHost, XML));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<?xml version=\"1.0\"?>\n<!DOCTYPE Configure PUBLIC \"-//Jetty//Configure//EN\" \"x.dtd\">\n"
                        + "<Configure class=\"x\"><Set name=\"n\">a b</Set><Call name=\"c\"/></Configure>",
                "<!-- <Set name=\"n\">c</Set> -->\n<Configure class=\"x\">\n  <!-- a\n b -->\n  <Set name=\"n\">a b</Set>"
                        + "\n\t<Call name=\"c\"/>\n</Configure>\n<!-- end -->",
                "<Configure  class='x' ><Set name = \"n\"> a<!-- --> b\n</Set><Call name=\"c\"></Call></Configure >",
            })
    void commentsAndLayoutDoNotMatter(String same) throws Exception {
        assertEquals(derived(XML), derived(same));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<Configure class=\"x\"><Set name=\"n\">a c</Set><Call name=\"c\"/></Configure>",
                "<Configure class=\"x\"><Set name=\"n\">ab</Set><Call name=\"c\"/></Configure>",
                "<Configure class=\"x\"><Set name=\"n\">a  b</Set><Call name=\"c\"/></Configure>",
                "<Configure class=\"x\"><Set name=\"m\">a b</Set><Call name=\"c\"/></Configure>",
                "<Configure class=\"x\"><Call name=\"c\"/><Set name=\"n\">a b</Set></Configure>",
                "<Configure class=\"x\"><Set name=\"n\">a b<Call name=\"c\"/></Set></Configure>",
                "<Configure class=\"x\"><Set name=\"n\">a b</Set></Configure>",
            })
    void anyOtherChangeOfTheConfigurationMatters(String different) throws Exception {
        assertNotEquals(derived(XML), derived(different));
    }

    private static String derived(String xml) throws Exception {
        return Fingerprints.of(new Classifiers.Constant(), xml);
    }
}
