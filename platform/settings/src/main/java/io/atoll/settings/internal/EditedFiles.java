package io.atoll.settings.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.pipeline.ConfigurationFiles;
import io.atoll.pipeline.Integrations.Integration;
import io.atoll.pipeline.Integrations.State;
import io.atoll.settings.internal.Drafts.Draft;
import io.atoll.settings.internal.Target.Instance;
import io.atoll.settings.internal.Value.Keys;
import io.atoll.spi.IntegrationId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files that {@link FileSettings} reads, as something that is looked at and changed from within the platform. */
final class EditedFiles implements ConfigurationFiles {

    private static final Logger log = LoggerFactory.getLogger(EditedFiles.class);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final FileSettings settings;
    private final Folder folder;
    private final Deployed deployed;
    private final Reading reading;
    private final Configurations configurations;
    private final Secrets secrets;
    private final Drafts drafts;

    /** Those of these settings, which lend their parts for use by one thread at a time. */
    EditedFiles(
            FileSettings settings,
            Folder folder,
            Deployed deployed,
            Reading reading,
            Configurations configurations,
            Secrets secrets) {
        this.settings = settings;
        this.folder = folder;
        this.deployed = deployed;
        this.reading = reading;
        this.configurations = configurations;
        this.secrets = secrets;
        this.drafts = new Drafts(folder, deployed, reading, secrets);
    }

    @Override
    public List<ConfigurationFiles.Schema> schemas() {
        return settings.exclusively(() -> {
            var schemas = new ArrayList<ConfigurationFiles.Schema>();
            drafts.stages().forEach((stage, schema) -> schemas.add(Described.stage(stage, schema)));
            new TreeMap<>(deployed.offers())
                    .values()
                    .forEach(offer -> deployed.present(offer)
                            .ifPresent(schema -> schemas.add(Described.integration(
                                    offer, schema, reading.sections().schemas()))));
            return schemas;
        });
    }

    @Override
    public Optional<ConfigurationFiles.Schema> schema(String name) {
        int tilde = name.indexOf('~');
        String wanted = tilde < 0 ? name : name.substring(0, tilde);
        Kind kind = tilde < 0 ? Kind.STAGE : Kind.INSTANCE;
        List<ConfigurationFiles.Schema> schemas = schemas().stream()
                .filter(schema -> schema.name().equals(wanted))
                .toList();
        return schemas.stream()
                .filter(schema -> schema.kind() == kind)
                .findFirst()
                .or(() -> tilde < 0 ? schemas.stream().findFirst() : Optional.empty());
    }

    @Override
    public Optional<Document> find(String name) {
        return settings.exclusively(() -> file(name)
                .flatMap(file -> Folder.now(file).map(content -> {
                    String label = folder.name(file);
                    Map<String, JsonNode> values = new LinkedHashMap<>();
                    masks(name)
                            .shown(InstanceFile.keys(label, content, new Faults()))
                            .properties()
                            .forEach(each -> values.put(each.getKey(), each.getValue()));
                    return new Document(
                            label,
                            content.stamp().modified().toInstant(),
                            values,
                            reading.problems().getOrDefault(label, ""));
                })));
    }

    private Optional<Path> file(String name) {
        List<Path> files = name.indexOf('~') < 0 ? folder.stageFiles() : folder.integrationFiles();
        return files.stream().filter(file -> Reading.stem(file).equals(name)).findFirst();
    }

    private Masks masks(String name) {
        try {
            return drafts.masks(drafts.target(name));
        } catch (Rejected e) {
            return new Masks(Map.of(), reading.sections().schemas());
        }
    }

    @Override
    public List<Fault> check(String name, Edit edit) throws Rejected {
        return settings.exclusively(() -> faults(drafts.draft(drafts.target(name), edit)));
    }

    private static List<Fault> faults(Draft draft) {
        return draft.faults().all().stream()
                .map(fault -> new Fault(fault.key(), fault.message()))
                .toList();
    }

    private Draft sound(String name, Edit edit) throws Rejected {
        Draft draft = drafts.draft(drafts.target(name), edit);
        if (!draft.faults().isEmpty()) {
            throw new Rejected(faults(draft));
        }
        return draft;
    }

    @Override
    public Written set(String name, Edit edit) throws Rejected {
        return settings.exclusively(() -> {
            Draft draft = sound(name, edit);
            Path file = draft.target().file();
            try {
                AtomicFile.write(file, draft.text());
            } catch (IOException e) {
                throw unwritable(file, e);
            }
            inForce(file);
            return new Written(folder.name(file), draft.commentsKept());
        });
    }

    @Override
    public String remove(String name) throws Rejected {
        return settings.exclusively(() -> {
            Path file = file(name)
                    .orElseThrow(() -> new Rejected(Why.UNKNOWN, "there is no file of '" + name + "' to be deleted"));
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw unwritable(file, e);
            }
            inForce(file);
            return folder.name(file);
        });
    }

    private void inForce(Path file) {
        folder.take(file);
        settings.update();
    }

    private Rejected unwritable(Path file, IOException e) {
        log.warn("{} cannot be changed", folder.name(file), e);
        return new Rejected(
                Why.UNWRITABLE,
                folder.name(file) + " cannot be changed (" + e.getClass().getSimpleName()
                        + "); is the folder read-only? change it where it comes from");
    }

    @Override
    public Rehearsal rehearse(String name, Edit edit) throws Rejected {
        return settings.exclusively(() -> {
            Draft draft = sound(name, edit);
            Instance instance = draft.target()
                    .instance()
                    .orElseThrow(() -> new Rejected(Why.UNKNOWN, "'" + name + "' is a stage, and no instance"));
            byte[] random = new byte[6];
            RANDOM.nextBytes(random);
            var id = new IntegrationId(
                    instance.id().type(), "check-" + HexFormat.of().formatHex(random));
            var faults = new Faults();
            InstanceFile content = InstanceFile.of(draft.keys(), draft.target().file(), folder, faults);
            try {
                return new Passing(
                        id,
                        configurations.passing(
                                instance.offer().pid(), reading.properties(id, instance.offer(), content, faults)));
            } catch (IOException e) {
                log.warn("nothing can be tried out", e);
                throw new Rejected(Why.UNWRITABLE, "the container cannot store a configuration to try out");
            }
        });
    }

    @Override
    public List<Drift> drift() {
        return settings.exclusively(() -> Drifts.of(
                reading.problems(),
                configurations.wanted(),
                configurations.running(),
                deployed.offers().values().stream().map(Offer::pid).collect(Collectors.toSet())));
    }

    @Override
    public List<Exported> export() {
        return settings.exclusively(() -> {
            Map<String, Map<String, Object>> running = configurations.running();
            var exported = new ArrayList<Exported>();
            drafts.stages().forEach((stage, schema) -> {
                Map<String, Object> values = reading.sections().has(stage)
                        ? reading.sections().defaults(stage)
                        : running.getOrDefault("io.atoll." + stage, Map.of());
                Exported file = exports(stage).stage(schema, values);
                if (!file.text().isEmpty()) {
                    exported.add(file);
                }
            });
            Map<Own, Map<String, Object>> own = own(running);
            for (Integration integration : reading.integrations()) {
                exported.add(exported(integration, own));
            }
            exported.sort(Comparator.comparing(Exported::file));
            return exported;
        });
    }

    private Exports exports(String name) {
        Path file = folder.file(name);
        return new Exports(folder.name(file), keys(file), secrets);
    }

    private Keys keys(Path file) {
        return Folder.now(file)
                .map(content -> InstanceFile.keys(folder.name(file), content, new Faults()))
                .orElseGet(() -> new Keys(Place.whole(folder.name(file)), Map.of()));
    }

    /** A configuration of an instance: that of its integration, or its part of a stage. */
    private record Own(String factoryPid, String type, String instance) {}

    private static Map<Own, Map<String, Object>> own(Map<String, Map<String, Object>> running) {
        var own = new HashMap<Own, Map<String, Object>>();
        for (Map<String, Object> properties : running.values()) {
            if (properties.get("service.factoryPid") instanceof String factoryPid
                    && properties.get("atoll.integration") instanceof String type
                    && properties.get("atoll.instance") instanceof String instance) {
                own.putIfAbsent(new Own(factoryPid, type, instance), properties);
            }
        }
        return own;
    }

    private Exported exported(Integration integration, Map<Own, Map<String, Object>> running) {
        IntegrationId id = integration.id();
        Offer offer = deployed.offers().get(id.type());
        Optional<io.atoll.settings.internal.Schema> schema = offer == null ? Optional.empty() : deployed.present(offer);
        Map<String, Object> values = offer == null ? Map.of() : of(id, offer.pid(), running);
        if (schema.isEmpty() || values.isEmpty() || integration.state() == State.DISABLED) {
            Path file = folder.file(id.toString());
            Place place = Place.whole(folder.name(file));
            return new Exported(
                    place.file(),
                    YamlWriting.block(Json.keys(masks(id.toString()).shown(keys(file)), place)));
        }
        Map<String, io.atoll.settings.internal.Schema> stages =
                reading.sections().schemas();
        var sections = new HashMap<String, Map<String, Object>>();
        for (String stage : stages.keySet()) {
            sections.put(
                    stage,
                    Exports.ownOnly(
                            of(id, Deployed.instancePid(stage), running),
                            reading.sections().defaults(stage)));
        }
        return exports(id.toString()).instance(integration, schema.get(), values, stages, sections);
    }

    private static Map<String, Object> of(IntegrationId id, String factoryPid, Map<Own, Map<String, Object>> running) {
        return running.getOrDefault(new Own(factoryPid, id.type(), id.instance()), Map.of());
    }

    @Override
    public List<SecretUse> secrets() {
        return settings.exclusively(() -> {
            var uses = new SecretUses(secrets);
            Stream.concat(folder.stageFiles().stream(), folder.integrationFiles().stream())
                    .forEach(file -> uses.add(Reading.stem(file), masks(Reading.stem(file)), keys(file)));
            return uses.all();
        });
    }
}
