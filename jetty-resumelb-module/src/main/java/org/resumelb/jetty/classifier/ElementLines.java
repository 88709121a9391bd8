package org.resumelb.jetty.classifier;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** On which line of an XML text its elements begin, since Jetty's XML errors do not say. */
final class ElementLines extends DefaultHandler {
    private final List<Element> elements = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private @Nullable Locator locator;

    private ElementLines() {}

    static ElementLines of(String xml) throws SAXException, IOException {
        ElementLines lines = new ElementLines();
        try {
            SAXParserFactory.newInstance().newSAXParser().parse(new InputSource(new StringReader(xml)), lines);
        } catch (ParserConfigurationException e) {
            throw new SAXException(e);
        }
        return lines;
    }

    /** The line of the last element whose content an error message names; else that of the first element. */
    int lineOf(String message) {
        int line = elements.isEmpty() ? 0 : elements.get(0).line;
        for (Element element : elements) {
            if (element.isNamedIn(message)) {
                line = element.line;
            }
        }
        return line;
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
        text.setLength(0);
        Element element = new Element(locator == null ? 0 : locator.getLineNumber());
        for (int i = 0; i < attributes.getLength(); i++) {
            element.contents.add(attributes.getValue(i));
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
        text.setLength(0);
    }

    private static final class Element {
        final int line;
        final List<String> contents = new ArrayList<>();

        Element(int line) {
            this.line = line;
        }

        boolean isNamedIn(String message) {
            return contents.stream().anyMatch(content -> !content.isBlank() && message.contains(content.strip()));
        }
    }
}
