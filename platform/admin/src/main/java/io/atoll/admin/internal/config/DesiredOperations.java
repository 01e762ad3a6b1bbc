package io.atoll.admin.internal.config;

import static io.atoll.operation.Operation.get;

import io.atoll.admin.internal.operation.Paging;
import io.atoll.model.Spelling;
import io.atoll.operation.Help;
import io.atoll.operation.Operation;
import io.atoll.operation.OperationGroup;
import io.atoll.operation.Refused;
import io.atoll.operation.Role;
import io.atoll.pipeline.ConfigurationFiles;
import io.atoll.pipeline.ConfigurationFiles.DeclaredKey;
import io.atoll.pipeline.ConfigurationFiles.Difference;
import io.atoll.pipeline.ConfigurationFiles.Drift;
import io.atoll.pipeline.ConfigurationFiles.Exported;
import io.atoll.pipeline.ConfigurationFiles.Kind;
import io.atoll.pipeline.ConfigurationFiles.Origin;
import io.atoll.pipeline.ConfigurationFiles.Schema;
import io.atoll.pipeline.ConfigurationFiles.SecretUse;
import io.atoll.pipeline.ConfigurationFiles.ValueType;
import io.atoll.pipeline.ConfigurationFiles.Way;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What can be configured, and how the files, which say what is wished for, compare with what is in force. */
@Component
public final class DesiredOperations implements OperationGroup {

    private final ConfigurationFiles files;

    /** About these files. */
    @Activate
    public DesiredOperations(@Reference ConfigurationFiles files) {
        this.files = files;
    }

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                get("config schemas", "/config-schemas")
                        .role(Role.VIEWER)
                        .summary("Lists what can be configured: stages, and integrations that are deployed")
                        .takes(Part.class)
                        .lists(SchemaSummary.class)
                        .by((caller, part) -> Paging.map(
                                Paging.of(part.limit(), part.cursor()).of(files.schemas()), SchemaSummary::of)),
                get("config schema", "/config-schemas/{name}")
                        .role(Role.VIEWER)
                        .summary("Shows what may stand in a configuration: keys with type, default, options and help")
                        .takes(One.class)
                        .answers(SchemaView.class)
                        .by((caller, one) -> schema(one.name())),
                get("config drift", "/config-drift")
                        .role(Role.VIEWER)
                        .summary("Lists where files and running state differ")
                        .takes(Part.class)
                        .lists(DriftView.class)
                        .by((caller, part) -> Paging.map(
                                Paging.of(part.limit(), part.cursor()).of(files.drift()), DriftView::of)),
                get("config export", "/config-export")
                        .role(Role.VIEWER)
                        .summary("Writes the running state in the form of the files; secrets are references, or masked")
                        .takes(Wanted.class)
                        .answers(Export.class)
                        .by((caller, wanted) -> export(Optional.ofNullable(wanted.file()))),
                get("secrets", "/secrets")
                        .role(Role.INTEGRATOR)
                        .summary(
                                "Lists which configurations have which secrets, from where, and which have no value; never the values")
                        .takes(Part.class)
                        .lists(SecretView.class)
                        .by((caller, part) -> Paging.map(
                                Paging.of(part.limit(), part.cursor()).of(files.secrets()), SecretView::of)));
    }

    private SchemaView schema(String name) throws Refused {
        return files.schema(name)
                .map(SchemaView::of)
                .orElseThrow(() -> Refused.unknown(
                        "name",
                        "nothing that can be configured is called '" + name + "'"
                                + Spelling.hint(
                                        name,
                                        files.schemas().stream()
                                                .map(Schema::name)
                                                .toList())));
    }

    private Export export(Optional<String> only) throws Refused {
        List<FileView> all = files.export().stream()
                .map(FileView::of)
                .filter(file -> only.isEmpty() || file.file().equals(only.get()))
                .toList();
        if (all.isEmpty() && only.isPresent()) {
            throw Refused.unknown("file", "nothing that is in force would stand in '" + only.get() + "'");
        }
        return new Export(all);
    }

    record Part(
            @Help(Paging.LIMIT) @Nullable Integer limit,
            @Help(Paging.CURSOR) @Nullable String cursor) {}

    record One(
            @Help("the name of a stage, the type of an integration, or type~instance")
            String name) {}

    record Wanted(
            @Help("only this one, such as conf/engine.yaml") @Nullable
            String file) {}

    /** What can be configured, in short. */
    record SchemaSummary(
            @Help("the stage, or the type of the integration")
            String name,

            @Help("what it configures") Kind kind,
            @Help("for people") String title,
            @Help("the keys that there are") List<String> keys) {

        static SchemaSummary of(Schema schema) {
            return new SchemaSummary(
                    schema.name(),
                    schema.kind(),
                    schema.title(),
                    schema.keys().stream().map(DeclaredKey::name).toList());
        }
    }

    /** What can be configured. */
    record SchemaView(
            @Help("the stage, or the type of the integration")
            String name,

            @Help("what it configures") Kind kind,
            @Help("for people") String title,

            @Help("whether it offers a check of its connection")
            boolean checkable,

            @Help("in the order of their names") List<KeyView> keys,

            @Help("by the name of a stage, what an instance may set of it for itself, under a key of that name")
            Map<String, List<KeyView>> sections) {

        static SchemaView of(Schema schema) {
            Map<String, List<KeyView>> sections = new TreeMap<>();
            schema.sections()
                    .forEach((stage, keys) ->
                            sections.put(stage, keys.stream().map(KeyView::of).toList()));
            return new SchemaView(
                    schema.name(),
                    schema.kind(),
                    schema.title(),
                    schema.checkable(),
                    schema.keys().stream().map(KeyView::of).toList(),
                    sections);
        }
    }

    /** What may stand under a key. */
    record KeyView(
            @Help("as files have it") String name,
            @Help("what it is") ValueType type,
            @Help("whether it is a list of such values") boolean many,
            @Help("whether it must be said") boolean required,
            @Help("whether it is never shown") boolean secret,
            @Help("for people") String title,
            @Help("what it is for") String help,

            @Help("what holds if it is not said; empty if nothing does")
            List<String> defaults,

            @Help("the only values that are possible; empty if others are")
            List<String> options) {

        static KeyView of(DeclaredKey key) {
            return new KeyView(
                    key.name(),
                    key.type(),
                    key.many(),
                    key.required(),
                    key.secret(),
                    key.title(),
                    key.help(),
                    key.defaults(),
                    key.options());
        }
    }

    /** A difference between files and running state. */
    record DriftView(
            @Help("the name of the stage, or type~instance") String name,
            @Help("the file; empty if there is none") String file,
            @Help("how they differ") Way way,
            @Help("what it means, and what to do") String explanation,
            @Help("by key; secrets are masked") List<DifferenceView> differences) {

        static DriftView of(Drift drift) {
            return new DriftView(
                    drift.name(),
                    drift.file(),
                    drift.way(),
                    drift.explanation(),
                    drift.differences().stream().map(DifferenceView::of).toList());
        }
    }

    /** A key whose value differs. */
    record DifferenceView(
            @Help("as files have it") String key,
            @Help("what the file says") Optional<String> file,
            @Help("what is in force") Optional<String> running) {

        static DifferenceView of(Difference difference) {
            return new DifferenceView(difference.key(), difference.file(), difference.running());
        }
    }

    /** The running state as files. */
    record Export(@Help("in the order of their paths") List<FileView> files) {}

    /** A file. */
    record FileView(
            @Help("its path") String file,
            @Help("its content, as YAML") String text) {

        static FileView of(Exported exported) {
            return new FileView(exported.file(), exported.text());
        }
    }

    /** A secret in a file. */
    record SecretView(
            @Help("the name of the stage, or type~instance") String name,
            @Help("under which it stands") String key,

            @Help("where its value is; 'literal', in the file itself, is not advised")
            Origin origin,

            @Help("as written; empty for a literal") String reference,

            @Help("why it has no value; empty if it has one")
            String problem) {

        static SecretView of(SecretUse use) {
            return new SecretView(use.name(), use.key(), use.origin(), use.reference(), use.problem());
        }
    }
}
