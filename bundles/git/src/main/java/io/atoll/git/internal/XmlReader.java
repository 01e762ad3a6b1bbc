package io.atoll.git.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads XML as JSON, {@code {"root": …}}: an attribute is a key that begins with {@code @}, a child is a key, children of the same name
 * are a list, text beside them is {@code #text}. An element with text alone is the text, an empty one is null. Names keep their
 * prefixes. Document types are passed over and entities other than XML's own five refused. One reader reads one text.
 */
final class XmlReader {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Growth growth = new Growth();
    private final Deque<Element> open = new ArrayDeque<>();

    JsonNode read(String text) throws UnparsableException {
        ObjectNode document = JSON.objectNode();
        try {
            XMLStreamReader reader = factory().createXMLStreamReader(new StringReader(text));
            try {
                while (reader.hasNext()) {
                    accept(reader.next(), reader, document);
                }
            } finally {
                reader.close();
            }
        } catch (XMLStreamException e) {
            var place = e.getLocation();
            throw new UnparsableException(
                    (place == null
                                    ? ""
                                    : "line " + place.getLineNumber() + ", column " + place.getColumnNumber() + ": ")
                            + lastLine(String.valueOf(e.getMessage())),
                    e);
        }
        return document;
    }

    private void accept(int event, XMLStreamReader reader, ObjectNode document) throws UnparsableException {
        switch (event) {
            case XMLStreamConstants.START_ELEMENT -> {
                growth.add(1 + reader.getAttributeCount(), open.size() + 1);
                open.push(Element.begin(reader));
            }
            case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                if (!open.isEmpty()) {
                    open.peek().text.append(reader.getText());
                }
            }
            case XMLStreamConstants.ENTITY_REFERENCE ->
                throw new UnparsableException("line " + reader.getLocation().getLineNumber() + ": the entity &"
                        + reader.getLocalName() + "; is not one of XML's own");
            case XMLStreamConstants.END_ELEMENT -> {
                Element element = open.pop();
                put(open.isEmpty() ? document : open.peek().members, element.name, element.value());
            }
            default -> {} // comments, processing instructions, document types
        }
    }

    private static void put(ObjectNode into, String name, JsonNode value) {
        JsonNode present = into.get(name);
        if (present == null) {
            into.set(name, value);
        } else if (present instanceof ArrayNode list) {
            list.add(value);
        } else {
            into.set(name, JSON.arrayNode().add(present).add(value));
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        return factory;
    }

    private static String lastLine(String message) {
        return message.substring(message.lastIndexOf("Message: ") + 1).replaceFirst("^essage: ", "");
    }

    /** An element that has begun and not ended. */
    private static final class Element {

        private final String name;
        private final ObjectNode members = JSON.objectNode();
        private final StringBuilder text = new StringBuilder();

        private Element(String name) {
            this.name = name;
        }

        static Element begin(XMLStreamReader reader) {
            var element = new Element(qualified(reader.getPrefix(), reader.getLocalName()));
            for (int i = 0; i < reader.getAttributeCount(); i++) {
                String attribute = qualified(reader.getAttributePrefix(i), reader.getAttributeLocalName(i));
                element.members.put("@" + attribute, reader.getAttributeValue(i));
            }
            return element;
        }

        JsonNode value() {
            String stripped = text.toString().strip();
            if (members.isEmpty()) {
                return stripped.isEmpty() ? NullNode.instance : JSON.textNode(stripped);
            }
            return stripped.isEmpty() ? members : members.put("#text", stripped);
        }

        private static String qualified(String prefix, String name) {
            return prefix == null || prefix.isEmpty() ? name : prefix + ":" + name;
        }
    }
}
