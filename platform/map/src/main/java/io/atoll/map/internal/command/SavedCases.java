package io.atoll.map.internal.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.atoll.model.Mapping;
import io.atoll.model.Masking;
import io.atoll.model.Resource;
import io.atoll.pipeline.Mapper;
import io.atoll.pipeline.MappingTests;
import io.atoll.spi.IntegrationId;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The cases in {@code conf/mapping-tests/<type>~<instance>/*.yaml}, in the format of {@code atoll mapping test} without mappings. */
@Component
public final class SavedCases implements MappingTests {

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build();

    private static final int NAME = 80;

    private final Path top;
    private final Mapper mapper;

    /** Finds the folder. */
    @Activate
    public SavedCases(BundleContext context, @Reference Mapper mapper) {
        this(Path.of(conf(context)).resolve("mapping-tests"), mapper);
    }

    SavedCases(Path top, Mapper mapper) {
        this.top = top;
        this.mapper = mapper;
    }

    private static String conf(BundleContext context) {
        String conf = context.getProperty("atoll.conf");
        if (conf == null) {
            throw new IllegalStateException("the framework property atoll.conf, the configuration folder, is not set");
        }
        return conf;
    }

    @Override
    public String state(IntegrationId integration) {
        try {
            var state = new StringBuilder();
            for (Path file : files(integration)) {
                state.append(file.getFileName())
                        .append(' ')
                        .append(Files.size(file))
                        .append(' ')
                        .append(Files.getLastModifiedTime(file))
                        .append('\n');
            }
            return state.toString();
        } catch (IOException e) {
            return "unreadable: " + e;
        }
    }

    @Override
    public List<Result> run(IntegrationId integration, Mapping mapping) {
        var given = new CaseFile.Given(mapping.resources(), resource -> mapper.prepare(resource, integration));
        var results = new ArrayList<Result>();
        try {
            for (Path name : files(integration)) {
                var file = new CaseFile(name, Optional.of(given));
                for (Case one : file.cases()) {
                    results.add(new Result(name.toString(), one.name(), Optional.of(one.label()), one.differences()));
                }
                file.faults()
                        .forEach(fault ->
                                results.add(new Result(name.toString(), "", Optional.empty(), List.of(fault))));
            }
        } catch (IOException e) {
            results.add(new Result(
                    folder(integration).toString(), "", Optional.empty(), List.of("it cannot be read: " + e)));
        }
        return results;
    }

    @Override
    public synchronized String save(
            IntegrationId integration, String name, Mapping mapping, String label, JsonNode record) throws Unsaved {
        Resource resource = mapping.resources().stream()
                .filter(one -> one.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new Unsaved(
                        "the mapping has no resource " + label + "; there are "
                                + mapping.resources().stream()
                                        .map(Resource::label)
                                        .toList(),
                        null));
        if (name.isBlank()) {
            throw new Unsaved("say in a few words what the case shows", null);
        }
        if (run(integration, mapping).stream().anyMatch(known -> known.name().equals(name))) {
            throw new Unsaved("there is a case '" + name + "' already", null);
        }
        Path file = folder(integration).resolve(plain(name) + ".yaml");
        try {
            Files.createDirectories(folder(integration));
            Files.writeString(
                    file,
                    "# Saved as it was mapped then.\n" + text(integration, name, mapping, resource, record),
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE);
            return file.toString();
        } catch (FileAlreadyExistsException e) {
            throw new Unsaved("there is a file " + file + " already: choose another name", e);
        } catch (IOException e) {
            throw new Unsaved(file + " cannot be written: " + e, e);
        }
    }

    private String text(IntegrationId integration, String name, Mapping mapping, Resource resource, JsonNode record)
            throws Unsaved, IOException {
        JsonNode sample = Masking.of(record);
        var result = new io.atoll.map.internal.command.Result(
                mapper.prepare(resource, integration).explain(sample));
        if (!result.broken().isEmpty()) {
            throw new Unsaved("the mapping fails on the record: " + String.join("; ", result.broken()), null);
        }
        ObjectNode one = YAML.createObjectNode();
        one.put("name", name).put("resource", shortest(mapping, resource));
        one.set("sample", sample);
        switch (result.entities().size()) {
            case 0 -> one.putObject("expect").put("dropped", true);
            case 1 -> one.set("expect", result.entities().getFirst());
            default -> result.entities().forEach(one.withArray("expect")::add);
        }
        return YAML.writeValueAsString(YAML.createArrayNode().add(one));
    }

    /** The kind, which stays when resources change places; the label if several resources have the kind. */
    private static String shortest(Mapping mapping, Resource resource) {
        String kind = resource.kind().name();
        long same = mapping.resources().stream()
                .filter(one -> one.kind().name().equals(kind))
                .count();
        return same == 1 ? kind : resource.label();
    }

    private static String plain(String name) {
        String plain =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return plain.isEmpty() ? "case" : plain.substring(0, Math.min(NAME, plain.length()));
    }

    private List<Path> files(IntegrationId integration) throws IOException {
        var files = new ArrayList<Path>();
        if (Files.isDirectory(folder(integration))) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(folder(integration), "*.{yaml,yml,json}")) {
                found.forEach(files::add);
            }
        }
        files.sort(null);
        return files;
    }

    private Path folder(IntegrationId integration) {
        return top.resolve(integration.toString());
    }
}
