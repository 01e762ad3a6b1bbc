package io.atoll.settings.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.model.Spelling;
import io.atoll.pipeline.Integrations.Integration;
import io.atoll.pipeline.Integrations.State;
import io.atoll.pipeline.Integrations.Terms;
import io.atoll.spi.IntegrationId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.osgi.service.cm.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One reading of all files: checks each against what its bundle declares, and brings Config Admin into line.
 *
 * <p>Used by one thread; its results are published by {@link FileSettings}.
 */
final class Reading {

    private static final Logger log = LoggerFactory.getLogger(Reading.class);

    private final Folder folder;
    private final Deployed deployed;
    private final Configurations configurations;
    private final Secrets secrets;
    private final String deployFolder;
    private final Map<IntegrationId, Integration> integrations = new TreeMap<>(FileSettings.BY_NAME);
    private final Map<String, String> problems = new LinkedHashMap<>();
    private final Map<IntegrationId, Integration> before = new HashMap<>();
    private final Sections sections;
    private final OceanReading ocean;
    private final Map<IntegrationId, Path> resources = new HashMap<>();

    Reading(Folder folder, Deployed deployed, Configurations configurations, Secrets secrets, String deployFolder) {
        this.folder = folder;
        this.deployed = deployed;
        this.configurations = configurations;
        this.secrets = secrets;
        this.deployFolder = deployFolder;
        this.sections = new Sections(configurations, secrets);
        this.ocean = new OceanReading(deployed, secrets);
    }

    /** The configured instances in the order of their names. */
    List<Integration> integrations() {
        return List.copyOf(integrations.values());
    }

    /** What is wrong with files, by file. */
    Map<String, String> problems() {
        return Map.copyOf(problems);
    }

    /**
     * Reads all files.
     *
     * @param last what the last reading found
     * @throws IOException if Config Admin could not store something; the reading is then not to be used
     */
    void run(List<Integration> last) throws IOException {
        before.clear();
        last.forEach(each -> before.put(each.id(), each));
        integrations.clear();
        problems.clear();
        folder.forgetReferences();
        configurations.begin();
        readStages();
        readInstances();
        readOcean();
        for (String source : configurations.deleteOthers()) {
            log.info("{}: not in force any more", source);
        }
    }

    private void readStages() throws IOException {
        List<Path> files = folder.stageFiles();
        Map<String, Schema> stages = files.isEmpty() ? Map.of() : deployed.stages();
        sections.begin(deployed.instanceStages());
        var read = new HashMap<String, String>();
        for (Path file : files) {
            String name = folder.name(file);
            var faults = new Faults();
            String stage = stem(file);
            String first = read.putIfAbsent(stage, name);
            Schema schema = stages.get(stage);
            Configuration configuration = configurations.singleton("io.atoll." + stage);
            configurations.keep(configuration);
            if (first != null) {
                faults.add(Place.whole(name), "configures the same as " + first + "; remove one of them");
            } else if (sections.has(stage)) {
                sections.defaults(stage, InstanceFile.keys(name, folder.content(file), faults), faults);
            } else if (schema == null) {
                faults.add(
                        Place.whole(name),
                        "there is no stage '" + stage + "'" + Spelling.hint(stage, sections.names(stages.keySet())));
            } else {
                var keys = InstanceFile.keys(name, folder.content(file), faults);
                var properties = schema.properties(keys, List.of(), secrets, faults);
                if (faults.isEmpty() && configurations.put(configuration, name, properties)) {
                    log.info("{}: in force", name);
                }
            }
            note(name, faults.toString());
        }
    }

    private void readInstances() throws IOException {
        for (Path file : folder.integrationFiles()) {
            String name = folder.name(file);
            if (stem(file).indexOf('~') < 0) {
                continue;
            }
            try {
                IntegrationId id = IntegrationId.parse(stem(file));
                Integration first = integrations.get(id);
                if (first == null) {
                    integrations.put(id, integration(id, file, name));
                } else {
                    note(name, name + ": configures the same as " + first.source() + "; remove one of them");
                }
            } catch (IllegalArgumentException e) {
                note(name, name + ": " + e.getMessage() + "; rename the file");
            }
        }
        for (Path file : folder.integrationFiles()) {
            if (stem(file).indexOf('~') < 0) {
                note(
                        folder.name(file),
                        folder.name(file) + ": configures nothing, and no file refers to it;"
                                + " an instance is named type~instance.yaml, for example git~demo.yaml");
            }
        }
    }

    private void readOcean() throws IOException {
        resources.clear();
        for (Path directory : folder.oceanFolders()) {
            var faults = new Faults();
            OceanInstallation read = ocean.read(directory, folder, faults);
            IntegrationId id = read.id().orElse(null);
            Integration first = id == null ? null : integrations.get(id);
            if (id == null) {
                note(read.name(), faults.toString());
            } else if (first != null) {
                note(
                        read.name(),
                        read.name() + ": configures " + id + ", as does " + first.source() + "; give it another"
                                + " OCEAN__INTEGRATION__IDENTIFIER, or remove one of them");
            } else {
                InstanceFile content = sections.has("trigger")
                        ? read.content()
                        : read.content().without("trigger");
                integrations.put(id, integration(id, read.name(), content, faults));
                read.resources().ifPresent(path -> resources.put(id, path));
            }
        }
    }

    /** The folders with what instances bring for their first installation, if it is not their bundles that do. */
    Map<IntegrationId, Path> resources() {
        return Map.copyOf(resources);
    }

    private Integration integration(IntegrationId id, Path file, String name) throws IOException {
        var faults = new Faults();
        return integration(id, name, InstanceFile.read(file, folder, faults), faults);
    }

    private Integration integration(IntegrationId id, String name, InstanceFile content, Faults faults)
            throws IOException {
        var platform = sections.of(id, content.keys(), faults);
        Offer offer = deployed.offers().get(id.type());
        if (!content.enabled()) {
            return disabled(id, offer, name, content, faults);
        }
        if (offer == null) {
            sections.put(id, name, platform, faults.isEmpty());
            String problem = faults.isEmpty()
                    ? "no integration of type '" + id.type() + "' is deployed; drop its bundle into " + deployFolder
                    : faults.toString();
            return new Integration(
                    id,
                    id.type(),
                    "",
                    faults.isEmpty() ? State.MISSING : noted(name, problem),
                    problem,
                    name,
                    content.resyncOnStart(),
                    content.mapping(),
                    "",
                    content.terms());
        }
        Map<String, Object> properties = properties(id, offer, content, faults);
        Configuration configuration = configurations.instance(offer.pid(), id.instance());
        sections.put(id, name, platform, faults.isEmpty());
        if (!faults.isEmpty()) {
            configurations.keep(configuration);
            return faulty(id, offer, name, content, configuration, faults.toString());
        }
        if (configurations.put(configuration, name, properties)) {
            log.info("{}: in force", name);
        }
        return new Integration(
                id,
                offer.title(),
                offer.version(),
                State.READY,
                "",
                name,
                content.resyncOnStart(),
                content.mapping(),
                Configurations.hash(configuration),
                content.terms());
    }

    /** Nothing of it is put or kept, so that what was in force goes. */
    private Integration disabled(
            IntegrationId id, @Nullable Offer offer, String name, InstanceFile content, Faults faults) {
        if (offer != null) {
            properties(id, offer, content, faults);
        }
        note(name, faults.toString());
        return new Integration(
                id,
                offer == null ? id.type() : offer.title(),
                offer == null ? "" : offer.version(),
                State.DISABLED,
                "it is disabled in " + name + " ('enabled: false'); 'integration enable' enables it",
                name,
                content.resyncOnStart(),
                content.mapping(),
                "",
                content.terms());
    }

    /** What an instance is to be configured with. */
    Map<String, Object> properties(IntegrationId id, Offer offer, InstanceFile content, Faults faults) {
        var properties = new LinkedHashMap<String, Object>();
        Optional<Schema> schema = deployed.schema(offer);
        Place place = Place.whole(offer.bundle().getSymbolicName() + " " + offer.version());
        if (schema.isPresent()) {
            properties.putAll(
                    schema.get().properties(content.keys(), sections.names(InstanceFile.RESERVED), secrets, faults));
        } else {
            faults.add(place, "the bundle has no metatype for " + offer.pid() + "; its author must add @Designate");
        }
        offer.wiring().clashes().forEach(clash -> faults.add(place, clash + "; its author must rename one"));
        properties.putAll(offer.wiring().properties(id));
        properties.put("atoll.integration", id.type());
        properties.put("atoll.instance", id.instance());
        return properties;
    }

    /** What was read last without a fault stays in force. */
    private Integration faulty(
            IntegrationId id,
            Offer offer,
            String name,
            InstanceFile content,
            Configuration configuration,
            String problem) {
        Integration last = before.get(id);
        boolean resyncOnStart = content.resyncOnStart();
        JsonNode mapping = content.mapping();
        Terms terms = content.terms();
        if (last != null && !last.configuration().isEmpty()) {
            resyncOnStart = last.resyncOnStart();
            mapping = last.mapping();
            terms = last.terms();
        }
        return new Integration(
                id,
                offer.title(),
                offer.version(),
                noted(name, problem),
                problem,
                name,
                resyncOnStart,
                mapping,
                Configurations.hash(configuration),
                terms);
    }

    private State noted(String name, String problem) {
        note(name, problem);
        return State.FAULTY;
    }

    private void note(String name, String problem) {
        if (!problem.isEmpty()) {
            problems.put(name, problem);
        }
    }

    /** What stages are told for each instance. */
    Sections sections() {
        return sections;
    }

    static String stem(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(0, name.lastIndexOf('.'));
    }
}
