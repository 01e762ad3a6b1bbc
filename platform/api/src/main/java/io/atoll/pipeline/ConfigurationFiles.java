package io.atoll.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.spi.IntegrationId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The files of configuration: what may stand in them, what does, what of it is in force, and changes of them. Thread-safe.
 *
 * <p>A configuration is named as its file without the ending: a stage ({@code engine}) or an instance ({@code git~demo}). No secret ever
 * leaves: where one is, {@link #MASK} is shown.
 */
@ProviderType
public interface ConfigurationFiles {

    /** Stands for a secret. Sent back, it means that the secret stays. */
    String MASK = "[REDACTED]";

    /** What can be configured now: the stages, then the integrations that are deployed, each in the order of the names. */
    List<Schema> schemas();

    /** What a configuration may hold; the type of an integration stands for all its instances. */
    Optional<Schema> schema(String name);

    /** The file of a configuration; empty if it has none. */
    Optional<Document> find(String name);

    /**
     * What is wrong with a file as it would be after a change. Writes nothing.
     *
     * @return empty if nothing is wrong
     * @throws Rejected if there cannot be such a file, or the change needs a right that is not given
     */
    List<Fault> check(String name, Edit edit) throws Rejected;

    /**
     * Changes a file, or makes it, and puts it into force before it returns.
     *
     * @throws Rejected if it was not written; nothing is then changed
     */
    Written set(String name, Edit edit) throws Rejected;

    /**
     * Deletes the file of a configuration, which is then not in force any more.
     *
     * @return the file
     * @throws Rejected if it was not deleted
     */
    String remove(String name) throws Rejected;

    /**
     * Brings an instance to life as it would be after a change, under a name of its own, until it is closed. It is no configured integration:
     * no run reads it, and nothing asks its components but the caller.
     *
     * @throws Rejected if the change is not valid, or what is named is no instance
     */
    Rehearsal rehearse(String name, Edit edit) throws Rejected;

    /** Where files and running state differ, in the order of the names. */
    List<Drift> drift();

    /** The running state in the form of the files, in the order of their paths. */
    List<Exported> export();

    /** Which files hold which secrets, in the order of the names. */
    List<SecretUse> secrets();

    /**
     * What a configuration may hold.
     *
     * @param name the stage, or the type of the integration
     * @param kind what it configures
     * @param title for people
     * @param checkable whether the integration offers a check of its connection
     * @param keys in the order of their names
     * @param sections by name: the keys of stages that an instance may set for itself
     */
    record Schema(
            String name,
            Kind kind,
            String title,
            boolean checkable,
            List<DeclaredKey> keys,
            Map<String, List<DeclaredKey>> sections) {

        /** Copies the list. */
        public Schema {
            keys = List.copyOf(keys);
        }
    }

    /** What a configuration is for. */
    enum Kind {
        /** A stage of the platform. */
        STAGE,
        /** An instance of an integration. */
        INSTANCE
    }

    /**
     * What may stand under a key.
     *
     * @param name as files write it
     * @param type of the value, or of each value of a list
     * @param many whether it is a list
     * @param required whether it must be said
     * @param secret whether it is never shown
     * @param title for people
     * @param help what it is for; empty if that is not said
     * @param defaults what holds if it is not said; empty if nothing does
     * @param options the only values that are possible; empty if others are
     */
    record DeclaredKey(
            String name,
            ValueType type,
            boolean many,
            boolean required,
            boolean secret,
            String title,
            String help,
            List<String> defaults,
            List<String> options) {

        /** Copies the lists. */
        public DeclaredKey {
            defaults = List.copyOf(defaults);
            options = List.copyOf(options);
        }
    }

    /** What a value is. */
    enum ValueType {
        /** Any text. */
        TEXT,
        /** A whole number. */
        INTEGER,
        /** A number. */
        NUMBER,
        /** {@code true} or {@code false}. */
        FLAG,
        /** A mapping, or the path of a file that holds one. */
        MAPPING
    }

    /**
     * A file.
     *
     * @param file its path as people know it
     * @param modified when it was written
     * @param values by key, as they are written; secrets are masked, references to them are not
     * @param problem why it is not in force; empty if it is
     */
    record Document(String file, Instant modified, Map<String, JsonNode> values, String problem) {}

    /**
     * A change of a file.
     *
     * @param values by key: what it is to be; {@code null} takes the key out; keys that are not named stay. The keys of a section are changed one
     *     by one
     * @param references whether it may name what is kept elsewhere and was not named before: {@code env:}, {@code file:}, the path of a mapping
     */
    record Edit(ObjectNode values, boolean references) {}

    /**
     * What is wrong with a value.
     *
     * @param key under which it stands, that of a section before that in it: {@code trigger.cron}; empty for the whole file
     * @param message what is wrong, and what to do
     */
    record Fault(String key, String message) {}

    /**
     * A file that was written.
     *
     * @param file its path as people know it
     * @param commentsKept whether all comments are still in it
     */
    record Written(String file, boolean commentsKept) {}

    /** An instance that lives until it is closed. */
    interface Rehearsal extends AutoCloseable {

        /** Its name. */
        IntegrationId id();

        @Override
        void close();
    }

    /**
     * A difference between files and running state.
     *
     * @param name of the configuration
     * @param file empty if there is none
     * @param way in which they differ
     * @param explanation what it means, and what to do
     * @param differences by key, where both have values
     */
    record Drift(String name, String file, Way way, String explanation, List<Difference> differences) {

        /** Copies the list. */
        public Drift {
            differences = List.copyOf(differences);
        }
    }

    /** How files and running state differ. */
    enum Way {
        /** The file is refused; what was good last is in force, if there was such a thing. */
        REFUSED,
        /** What is in force was changed by other means. */
        CHANGED,
        /** The file is good, and what it configures was taken away by other means. */
        GONE,
        /** Something is in force that no file asks for. */
        UNFILED
    }

    /**
     * A key whose value differs.
     *
     * @param key as files write it
     * @param file what the file says; empty if nothing
     * @param running what is in force; empty if nothing
     */
    record Difference(String key, Optional<String> file, Optional<String> running) {}

    /**
     * A file as it would have to be for what is in force.
     *
     * @param file its path as people know it
     * @param text YAML; secrets are references, or masked
     */
    record Exported(String file, String text) {}

    /**
     * A secret in a file.
     *
     * @param name of the configuration
     * @param key under which it stands
     * @param origin where its value is
     * @param reference as written; empty for a literal
     * @param problem why it has no value; empty if it has one
     */
    record SecretUse(String name, String key, Origin origin, String reference, String problem) {}

    /** Where the value of a secret is. */
    enum Origin {
        /** In an environment variable. */
        ENV,
        /** In a file of its own. */
        FILE,
        /** In the file of the configuration, which is not advised. */
        LITERAL
    }

    /** Says that a file was not changed, and why. */
    final class Rejected extends Exception {

        private static final long serialVersionUID = 1L;

        private final Why why;
        private final transient List<Fault> faults;

        /** Rejects values. */
        public Rejected(List<Fault> faults) {
            this(
                    Why.INVALID,
                    String.join("\n", faults.stream().map(Fault::message).toList()),
                    faults);
        }

        /** Rejects the whole. */
        public Rejected(Why why, String message) {
            this(why, message, List.of(new Fault("", message)));
        }

        private Rejected(Why why, String message, List<Fault> faults) {
            super(message);
            this.why = why;
            this.faults = List.copyOf(faults);
        }

        /** What kind of reason it is. */
        public Why why() {
            return why;
        }

        /** What is wrong, value by value. */
        public List<Fault> faults() {
            return faults;
        }

        @Override
        public String getMessage() {
            return Objects.requireNonNull(super.getMessage());
        }
    }

    /** Why a file was not changed. */
    enum Why {
        /** Values are wrong. */
        INVALID,
        /** There is no such configuration, and cannot be one. */
        UNKNOWN,
        /** It is configured by other means than such a file, or the file must be mended by hand first. */
        CONFLICT,
        /** The change names what is kept elsewhere. */
        REFERENCE,
        /** The file system refuses it. */
        UNWRITABLE
    }
}
