package io.atoll.tck;

import aQute.bnd.header.OSGiHeader;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The bundle of an integration as it lies on the disk, in a folder of classes: what can be told of it before anything of it runs. */
final class IntegrationBundle {

    private static final Map<String, ObjectMapper> FORMS = Map.of(
            ".json", new JsonMapper(),
            ".yaml", new YAMLMapper(),
            ".yml", new YAMLMapper());
    private static final Set<String> PROVIDERS = Set.of(
            "io.atoll.spi.ResyncProvider", "io.atoll.spi.event.LiveEventHandler", "io.atoll.spi.action.ActionExecutor");

    private final Path folder;
    private final Map<String, String> headers;

    IntegrationBundle(Path folder) {
        this.folder = folder;
        this.headers = headers(folder.resolve(JarFile.MANIFEST_NAME));
    }

    private static Map<String, String> headers(Path manifest) {
        try (InputStream in = Files.newInputStream(manifest)) {
            return new Manifest(in)
                    .getMainAttributes().entrySet().stream()
                            .collect(Collectors.toMap(
                                    entry -> entry.getKey().toString(),
                                    entry -> entry.getValue().toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(manifest + " cannot be read: has bnd been at work?", e);
        }
    }

    Path folder() {
        return folder;
    }

    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    String symbolicName() {
        return header("Bundle-SymbolicName").split(";", 2)[0].strip();
    }

    /** What the annotation {@code Integration} says; empty if there is none. */
    Optional<Capability> capability() {
        return OSGiHeader.parseHeader(header("Provide-Capability")).entrySet().stream()
                .filter(entry -> entry.getKey().replaceAll("~+$", "").equals("io.atoll.integration"))
                .map(entry -> new Capability(
                        String.valueOf(entry.getValue().get("type")),
                        String.valueOf(entry.getValue().get("pid")),
                        String.valueOf(entry.getValue().get("title"))))
                .findFirst();
    }

    /** What an integration says of itself. */
    record Capability(String type, String pid, String title) {}

    /** A component of the bundle; its references are services by name. */
    record Component(
            String name, String pid, Set<String> services, List<String> kinds, Map<String, String> references) {

        /** Whether there is one for each configuration with a factory PID. */
        boolean configuredBy(String factoryPid) {
            return List.of(pid.split("\\s+", -1)).contains(factoryPid);
        }

        /** Whether the platform has something of it. */
        boolean provides() {
            return services.stream().anyMatch(PROVIDERS::contains);
        }
    }

    List<Component> components() {
        var components = new ArrayList<Component>();
        for (Path file : files("OSGI-INF", ".xml")) {
            Element component = xml(file).getDocumentElement();
            var services = new TreeSet<String>();
            elements(component, "provide").forEach(each -> services.add(each.getAttribute("interface")));
            List<String> kinds = elements(component, "property")
                    .filter(each -> each.getAttribute("name").equals("atoll.resync.kinds"))
                    .flatMap(each -> Stream.concat(
                            Stream.of(each.getAttribute("value")),
                            each.getTextContent().lines()))
                    .map(String::strip)
                    .filter(kind -> !kind.isEmpty())
                    .toList();
            Map<String, String> references = elements(component, "reference")
                    .collect(Collectors.toMap(
                            each -> each.getAttribute("name"), each -> each.getAttribute("interface")));
            components.add(new Component(
                    component.getAttribute("name"),
                    component.getAttribute("configuration-pid"),
                    services,
                    kinds,
                    references));
        }
        return components;
    }

    /** A key of the configuration of an instance. */
    record Attribute(String id, boolean password) {

        boolean hidden() {
            return id.startsWith(".");
        }
    }

    /** The keys of the configuration with a factory PID; empty if nothing describes it. */
    List<Attribute> attributes(String pid) {
        for (Path file : files("OSGI-INF/metatype", ".xml")) {
            Document metatype = xml(file);
            if (elements(metatype.getDocumentElement(), "Designate")
                    .anyMatch(each -> each.getAttribute("factoryPid").equals(pid))) {
                return elements(metatype.getDocumentElement(), "AD")
                        .map(each -> new Attribute(
                                each.getAttribute("id"),
                                each.getAttribute("type").equals("Password")))
                        .toList();
            }
        }
        return List.of();
    }

    /** A file of the default resources, whatever its form; missing if there is none. */
    JsonNode resource(String name) {
        for (Map.Entry<String, ObjectMapper> form : FORMS.entrySet()) {
            Path file = folder.resolve(".port/resources").resolve(name + form.getKey());
            if (Files.exists(file)) {
                try {
                    return form.getValue().readTree(Files.readString(file));
                } catch (IOException e) {
                    throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
                }
            }
        }
        return JsonMapper.builder().build().missingNode();
    }

    private List<Path> files(String in, String suffix) {
        Path place = folder.resolve(in);
        if (!Files.isDirectory(place)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(place)) {
            return entries.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Document xml(Path file) {
        try {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new IllegalStateException(file + " cannot be read", e);
        }
    }

    private static Stream<Element> elements(Element parent, String name) {
        NodeList found = parent.getElementsByTagNameNS("*", name);
        NodeList plain = found.getLength() > 0 ? found : parent.getElementsByTagName(name);
        return Stream.iterate(0, i -> i < plain.getLength(), i -> i + 1).map(i -> (Element) plain.item(i));
    }
}
