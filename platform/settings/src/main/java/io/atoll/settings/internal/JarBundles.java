package io.atoll.settings.internal;

import io.atoll.pipeline.Integrations.Defaults;
import io.atoll.settings.internal.OceanInstallation.Bundles;
import io.atoll.settings.internal.OceanInstallation.Offered;
import io.atoll.settings.internal.Value.Keys;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** The bundles of integrations in a folder, as their files tell it without being started. */
final class JarBundles implements Bundles {

    private static final Pattern CAPABILITY = Pattern.compile("io\\.atoll\\.integration;([^,]*)");
    private static final Pattern ATTRIBUTE = Pattern.compile("(pid|type)=\"?([^\";]*)");
    private static final List<String> SPECS = List.of(".port/spec.json", ".port/spec.yaml", ".port/spec.yml");
    private static final String KINDS = "atoll.resync.kinds";
    private static final int LARGEST = 16 << 20;

    private final Map<String, Path> files = new TreeMap<>();
    private final Map<String, String> pids = new HashMap<>();

    /**
     * Looks at the jars directly in a folder.
     *
     * @throws IOException if it cannot be listed; a file that is no jar is passed over
     */
    JarBundles(Path folder) throws IOException {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "*.jar")) {
            for (Path jar : jars) {
                add(jar);
            }
        } catch (NoSuchFileException e) {
            // there are none
        }
    }

    private void add(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            Attributes manifest = file.getManifest() == null
                    ? new Attributes()
                    : file.getManifest().getMainAttributes();
            String capabilities = manifest.getValue("Provide-Capability");
            Matcher capability = CAPABILITY.matcher(capabilities == null ? "" : capabilities);
            if (capability.find()) {
                var attributes = new HashMap<String, String>();
                ATTRIBUTE
                        .matcher(capability.group(1))
                        .results()
                        .forEach(each -> attributes.put(each.group(1), each.group(2)));
                String type = attributes.getOrDefault("type", "");
                files.put(type, jar);
                pids.put(type, attributes.getOrDefault("pid", ""));
            }
        } catch (IOException e) {
            // no jar: whatever deploys bundles tells so
        }
    }

    /** The types of integrations that have a bundle. */
    Set<String> types() {
        return files.keySet();
    }

    /** The bundle of a type. */
    Optional<Path> file(String type) {
        return Optional.ofNullable(files.get(type));
    }

    @Override
    public Optional<Offered> find(String type) {
        return file(type).map(jar -> {
            var keys = new TreeMap<String, Boolean>();
            var mandatory = new TreeSet<String>();
            each(jar, "OSGI-INF/metatype/", text -> declared(text, pids.getOrDefault(type, ""), keys, mandatory));
            return new Offered(keys, mandatory, spec(jar));
        });
    }

    /** The kinds that a bundle reads; {@code *} among them stands for any. */
    Set<String> kinds(String type) {
        var kinds = new TreeSet<String>();
        file(type).ifPresent(jar -> each(jar, "OSGI-INF/", text -> kinds.addAll(read(text))));
        return kinds;
    }

    /** The texts of XML files of a bundle. */
    private interface Use {
        void text(String xml) throws XMLStreamException;
    }

    private static void each(Path jar, String folder, Use use) {
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : (Iterable<JarEntry>) file.stream()::iterator) {
                String name = entry.getName();
                if (name.startsWith(folder) && name.endsWith(".xml") && name.indexOf('/', folder.length()) < 0) {
                    use.text(new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        } catch (IOException | XMLStreamException e) {
            throw new IllegalStateException(jar + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static XMLStreamReader reader(String xml) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        return factory.createXMLStreamReader(
                new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8.name());
    }

    private static void declared(String xml, String pid, Map<String, Boolean> keys, Set<String> mandatory)
            throws XMLStreamException {
        var found = new TreeMap<String, Boolean>();
        var needed = new HashSet<String>();
        boolean ours = false;
        XMLStreamReader reader = reader(xml);
        while (reader.hasNext()) {
            if (reader.next() == XMLStreamConstants.START_ELEMENT) {
                String name = reader.getLocalName();
                ours |= name.equals("Designate") && pid.equals(attribute(reader, "factoryPid"));
                if (name.equals("AD")) {
                    String key = String.valueOf(attribute(reader, "id")).replaceFirst("^\\.", "");
                    String cardinality = attribute(reader, "cardinality");
                    found.put(key, cardinality != null && !cardinality.equals("0"));
                    if (!"false".equals(attribute(reader, "required")) && attribute(reader, "default") == null) {
                        needed.add(key);
                    }
                }
            }
        }
        if (ours) {
            keys.putAll(found);
            mandatory.addAll(needed);
        }
    }

    private static Set<String> read(String xml) throws XMLStreamException {
        var kinds = new TreeSet<String>();
        XMLStreamReader reader = reader(xml);
        while (reader.hasNext()) {
            if (reader.next() == XMLStreamConstants.START_ELEMENT
                    && reader.getLocalName().equals("property")
                    && KINDS.equals(attribute(reader, "name"))) {
                String value = attribute(reader, "value");
                String text = value == null ? reader.getElementText() : value;
                text.lines().map(String::strip).filter(each -> !each.isEmpty()).forEach(kinds::add);
            }
        }
        return kinds;
    }

    private static @Nullable String attribute(XMLStreamReader reader, String name) {
        return reader.getAttributeValue(null, name);
    }

    private static OceanSpec spec(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            for (String each : SPECS) {
                JarEntry entry = file.getJarEntry(each);
                if (entry != null) {
                    var faults = new Faults();
                    String text = new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
                    return Yaml.read(each, text, faults) instanceof Keys keys
                            ? OceanSpec.of(keys, faults)
                            : OceanSpec.NONE;
                }
            }
            return OceanSpec.NONE;
        } catch (IOException e) {
            throw new IllegalStateException(jar + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * What a bundle brings for the first installation.
     *
     * @throws IllegalStateException if something of it cannot be read; the message names each file, line and column
     */
    static Defaults defaults(Path jar) {
        var faults = new Faults();
        var files = new DefaultFiles(faults);
        defaults(jar, files);
        Defaults defaults = files.read();
        if (!faults.isEmpty()) {
            throw new IllegalStateException(faults.toString());
        }
        return defaults;
    }

    /** The files of that; what is wrong with them is told when they are read. */
    static void defaults(Path jar, DefaultFiles files) {
        String folder = ".port/resources/";
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : (Iterable<JarEntry>) file.stream()::iterator) {
                String name = entry.getName();
                if (name.startsWith(folder) && !entry.isDirectory() && name.indexOf('/', folder.length()) < 0) {
                    byte[] bytes = file.getInputStream(entry).readNBytes(LARGEST + 1);
                    if (bytes.length > LARGEST) {
                        throw new IOException(name + " is larger than " + (LARGEST >> 20) + " MiB");
                    }
                    files.add(jar.getFileName() + "/" + folder, name.substring(folder.length()), () -> bytes);
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(jar + " cannot be read: " + e.getMessage(), e);
        }
    }
}
