package io.atoll.settings.internal;

import io.atoll.pipeline.Integrations.Terms;
import io.atoll.settings.internal.OceanInputs.Setting;
import io.atoll.settings.internal.OceanInstallation.Bundles;
import io.atoll.settings.internal.OceanInstallation.Offered;
import io.atoll.settings.internal.Value.Entry;
import io.atoll.settings.internal.Value.Keys;
import io.atoll.spi.IntegrationId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the folder of an Ocean installation: {@code config.yaml}, {@code .env}, {@code .port/spec.*}, {@code pyproject.toml}, and where
 * {@code .port/resources} lies. Whatever is wrong becomes a fault.
 */
final class OceanFolder {

    private static final List<String> SPECS = List.of(".port/spec.json", ".port/spec.yaml", ".port/spec.yml");
    private static final Pattern PROJECT = Pattern.compile(
            "^\\[(?:tool\\.poetry|project)]\\s*$(?:(?!^\\[).)*?^name\\s*=\\s*[\"']([^\"']+)[\"']",
            Pattern.MULTILINE | Pattern.DOTALL);

    private final Path directory;
    private final Folder folder;
    private final String name;
    private final Bundles bundles;
    private final Secrets secrets;
    private final Faults faults;
    private final OceanInputs inputs;
    private final List<String> notes = new ArrayList<>();

    private OceanFolder(Path directory, Folder folder, Bundles bundles, Secrets secrets, Faults faults) {
        this.directory = directory;
        this.folder = folder;
        this.name = folder.name(directory);
        this.bundles = bundles;
        this.secrets = secrets;
        this.faults = faults;
        this.inputs = new OceanInputs(faults);
    }

    /**
     * Reads one.
     *
     * @param folder gives the content of its files, and watches them
     * @param process the variables of the process, as far as they are meant for this folder
     * @param environment any variable of the process, for values that name one
     */
    static OceanInstallation read(
            Path directory,
            Folder folder,
            Map<String, String> process,
            UnaryOperator<@Nullable String> environment,
            Bundles bundles,
            Secrets secrets,
            Faults faults) {
        return new OceanFolder(directory, folder, bundles, secrets, faults).installation(process, environment);
    }

    private OceanInstallation installation(Map<String, String> process, UnaryOperator<@Nullable String> environment) {
        inputs(process, environment);
        String type = type();
        Optional<Offered> bundle = type.isEmpty() ? Optional.empty() : bundles.find(type);
        OceanSpec spec = ownSpec().or(() -> bundle.map(Offered::spec)).orElse(OceanSpec.NONE);
        var keys = new LinkedHashMap<String, Entry>(
                new OceanConfiguration(name, inputs, faults, notes).keys(spec, bundle));
        review();
        keys.put("trigger", new Entry(Place.whole(name), OceanTriggers.of(name, inputs)));
        Keys actions = OceanActions.of(name, inputs);
        if (!actions.entries().isEmpty()) {
            keys.put("actions", new Entry(actions.place(), actions));
        }
        Terms terms = OceanTerms.of(name, inputs, secrets, faults);
        boolean atStart = OceanTriggers.resyncOnStart(inputs);
        var content = new InstanceFile(new Keys(Place.whole(name), keys), true, atStart, null, terms);
        return new OceanInstallation(name, id(type), content, resources(), notes);
    }

    private void inputs(Map<String, String> process, UnaryOperator<@Nullable String> environment) {
        Path env = directory.resolve(".env");
        Folder.Content content = folder.referredContent(env);
        var own = content.text() == null
                ? List.<DotEnv.Variable>of()
                : DotEnv.read(folder.name(env), content.text(), environment, faults);
        requireReadable(env, content);
        Path yaml = directory.resolve("config.yaml");
        if (present(yaml)) {
            inputs.yaml(InstanceFile.keys(folder.name(yaml), folder.content(yaml), faults), variable -> {
                String found = environment.apply(variable);
                return found != null
                        ? found
                        : own.stream()
                                .filter(each -> each.name().equals(variable))
                                .map(DotEnv.Variable::value)
                                .findFirst()
                                .orElse(null);
            });
        }
        inputs.variables(own);
        inputs.variables(process.entrySet().stream()
                .map(entry -> new DotEnv.Variable(entry.getKey(), entry.getValue(), Place.whole("the environment")))
                .toList());
    }

    private void requireReadable(Path file, Folder.Content content) {
        if (content.text() == null && !content.stamp().equals(Folder.Stamp.ABSENT)) {
            faults.add(Place.whole(folder.name(file)), content.problem());
        }
    }

    private boolean present(Path file) {
        Folder.Content content = folder.referredContent(file);
        requireReadable(file, content);
        return content.text() != null;
    }

    private Optional<OceanSpec> ownSpec() {
        for (String each : SPECS) {
            Path file = directory.resolve(each);
            if (present(file)) {
                return Optional.of(
                        OceanSpec.of(InstanceFile.keys(folder.name(file), folder.content(file), faults), faults));
            }
        }
        return Optional.empty();
    }

    private String type() {
        String type = inputs.text("integration.type");
        if (type.isEmpty()) {
            Path project = directory.resolve("pyproject.toml");
            String text = present(project) ? folder.content(project).text() : null;
            Matcher matcher = PROJECT.matcher(text == null ? "" : text);
            type = matcher.find() ? matcher.group(1) : "";
        }
        if (type.isEmpty()) {
            faults.add(
                    Place.whole(name),
                    "says nowhere which integration it is: write OCEAN__INTEGRATION__TYPE=… to its .env,"
                            + " for example jira");
        }
        return type.toLowerCase(Locale.ROOT);
    }

    private Optional<IntegrationId> id(String type) {
        if (type.isEmpty()) {
            return Optional.empty();
        }
        String identifier = inputs.text("integration.identifier");
        try {
            return Optional.of(
                    new IntegrationId(type, identifier.isEmpty() ? "my-" + type + "-integration" : identifier));
        } catch (IllegalArgumentException e) {
            Place place =
                    inputs.at("integration.identifier").map(Setting::place).orElse(Place.whole(name));
            faults.add(place, "OCEAN__INTEGRATION__IDENTIFIER: " + e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Path> resources() {
        String path = inputs.text("resources_path");
        return List.of(path, ".port/resources").stream()
                .filter(each -> !each.isEmpty())
                .map(directory::resolve)
                .filter(Files::isDirectory)
                .findFirst();
    }

    /** Names what is refused, what has no effect and what is not known. */
    private void review() {
        inputs.all().forEach((path, setting) -> {
            if (OceanSetting.ofIntegration(path)) {
                return;
            }
            Optional<OceanSetting> known = OceanSetting.at(path);
            if (known.isEmpty()) {
                notes.add(setting.place() + ": " + setting.name() + " is not known and has no effect"
                        + OceanSetting.hint(path));
            } else if (refused(known.get())) {
                faults.add(
                        setting.place(), setting.name() + " is " + known.get().remark());
            } else if (!known.get().honoured() && known.get().refusal().isEmpty()) {
                notes.add(setting.place() + ": " + setting.name() + " "
                        + known.get().remark());
            }
        });
    }

    private boolean refused(OceanSetting known) {
        Optional<String> value = known.refusal();
        if (value.isEmpty() || inputs.at(known.path()).isEmpty()) {
            return false;
        }
        return switch (known.type()) {
            case "truth" -> {
                boolean bad = Boolean.parseBoolean(value.get());
                yield inputs.truth(known.path(), !bad) == bad;
            }
            default -> value.get().equals("*") || inputs.text(known.path()).equals(value.get());
        };
    }
}
