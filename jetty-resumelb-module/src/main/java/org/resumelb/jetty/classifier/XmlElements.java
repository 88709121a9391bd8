package org.resumelb.jetty.classifier;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * The elements of an XML text: the line on which each begins, which Jetty's XML errors do not give, and their content.
 */
final class XmlElements extends DefaultHandler {
    private final List<Element> elements = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder content = new StringBuilder();
    private @Nullable Locator locator;

    private XmlElements() {}

    static XmlElements of(String xml) throws SAXException, IOException {
        XmlElements lines = new XmlElements();
        try {
            SAXParserFactory.newInstance().newSAXParser().parse(new InputSource(new StringReader(xml)), lines);
        } catch (ParserConfigurationException e) {
            throw new SAXException(e);
        }
        return lines;
    }

    /**
     * The line of the element below the root whose content an error message repeats most; otherwise that of the root.
     */
    int lineOf(String message) {
        String lowerCase = message.toLowerCase(Locale.ROOT);
        int line = elements.isEmpty() ? 0 : elements.get(0).line;
        int most = 0;
        for (Element element : elements.subList(Math.min(1, elements.size()), elements.size())) {
            int repeated = element.repeatedIn(lowerCase);
            if (repeated > most) {
                most = repeated;
                line = element.line;
            }
        }
        return line;
    }

    /** The elements, their attributes and texts, without whitespace used for layout. */
    String content() {
        return content.toString();
    }

    @Override
    public void setDocumentLocator(Locator newLocator) {
        locator = newLocator;
    }

    @Override
    public InputSource resolveEntity(String publicId, String systemId) {
        // The DTD does not matter for lines.
        return new InputSource(new StringReader(""));
    }

    @Override
    public void startElement(String uri, String localName, String name, Attributes attributes) {
        endText();
        content.append('<').append(name);
        Element element = new Element(locator == null ? 0 : locator.getLineNumber());
        for (int i = 0; i < attributes.getLength(); i++) {
            element.contents.add(attributes.getValue(i));
            content.append(' ').append(attributes.getQName(i)).append('=').append(attributes.getValue(i));
        }
        elements.add(element);
    }

    @Override
    public void characters(char[] characters, int start, int length) {
        text.append(characters, start, length);
    }

    @Override
    public void endElement(String uri, String localName, String name) {
        if (!elements.isEmpty()) {
            elements.get(elements.size() - 1).contents.add(text.toString());
        }
        endText();
        content.append("</>");
    }

    private void endText() {
        // As in Jetty XML, space around a value is not part of it.
        content.append('>').append(text.toString().strip());
        text.setLength(0);
    }

    private static final class Element {
        final int line;
        final List<String> contents = new ArrayList<>();

        Element(int line) {
            this.line = line;
        }

        /** The length of the longest content that a message repeats; a setter's name begins its property's anew. */
        int repeatedIn(String lowerCaseMessage) {
            return contents.stream()
                    .map(content -> content.strip().toLowerCase(Locale.ROOT))
                    .filter(lowerCaseMessage::contains)
                    .mapToInt(String::length)
                    .max()
                    .orElse(0);
        }
    }
}
