package io.atoll.catalog.internal.pages;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * A page as a tree of elements: the pages are well-formed XML as well.
 *
 * @param document the page
 */
record Markup(Document document) {

    /** Reads a page; fails if it is not well-formed. */
    static Markup of(String page) {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setExpandEntityReferences(false);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new DefaultHandler());
            return new Markup(builder.parse(new InputSource(new StringReader(page))));
        } catch (SAXException e) {
            return fail("not well-formed: " + e.getMessage() + "\n" + page);
        } catch (IOException | ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The elements of a name, in the order of the page. */
    List<Element> all(String name) {
        var found = new ArrayList<Element>();
        var nodes = document.getElementsByTagName(name);
        for (var i = 0; i < nodes.getLength(); i++) {
            found.add((Element) nodes.item(i));
        }
        return found;
    }

    /** The values of an attribute, wherever it is. */
    List<String> attributes(String name) {
        return all("*").stream()
                .filter(element -> element.hasAttribute(name))
                .map(element -> element.getAttribute(name))
                .toList();
    }

    /** The texts of the first cells of the rows of all tables. */
    List<String> firstCells() {
        return all("tr").stream()
                .map(row -> row.getElementsByTagName("td").item(0))
                .filter(cell -> cell != null)
                .map(cell -> cell.getTextContent())
                .toList();
    }

    /** Where a link with a text leads. */
    String link(String text) {
        return all("a").stream()
                .filter(link -> link.getTextContent().equals(text))
                .map(link -> link.getAttribute("href"))
                .findFirst()
                .orElseGet(() -> fail("there is no link " + text));
    }
}
