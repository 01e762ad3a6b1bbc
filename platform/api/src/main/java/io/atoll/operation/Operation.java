package io.atoll.operation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.model.Spelling;
import io.atoll.operation.Field.Place;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One thing that a person can ask of the platform. Immutable and thread-safe.
 *
 * <pre>{@code
 * Operation.post("abort", "/runs/{run}/abort")
 *         .role(Role.OPERATOR)
 *         .summary("Asks a run to end; what it has written stays")
 *         .takes(Abort.class)
 *         .answers(RunSummary.class)
 *         .by((caller, abort) -> …);
 * }</pre>
 *
 * @param <I> its input
 * @param <O> its output: a record, or a {@link Slice} of records
 */
public final class Operation<I extends Record, O> {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z-]*( [a-z][a-z-]*)*");
    private static final Pattern PATH = Pattern.compile("(/([a-z][a-z-]*|\\{[a-zA-Z]+}))+");
    private static final Pattern PARAMETER = Pattern.compile("\\{([a-zA-Z]+)}");

    private final Head head;
    private final Class<I> input;
    private final Class<?> output;
    private final boolean list;
    private final List<Field> fields;
    private final Deed<I, O> deed;
    private final Optional<Deed<I, ?>> resource;

    private Operation(Answering<I, O> description, Deed<I, O> deed, Optional<Deed<I, ?>> resource) {
        this.head = description.head;
        this.input = description.input;
        this.output = description.output;
        this.list = description.list;
        this.deed = deed;
        this.resource = resource;
        Set<String> inPath = PARAMETER
                .matcher(head.path)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
        this.fields = Arrays.stream(input.getRecordComponents())
                .map(component -> Field.of(component, place(component, inPath)))
                .toList();
        inPath.removeAll(fields.stream().map(Field::name).toList());
        if (!inPath.isEmpty()) {
            throw new IllegalArgumentException(input.getName() + " has no component " + inPath + " of " + head.path);
        }
    }

    private Place place(RecordComponent component, Set<String> inPath) {
        if (inPath.contains(component.getName())) {
            return Place.PATH;
        }
        return head.method.inBody ? Place.BODY : Place.QUERY;
    }

    /** The methods of HTTP that operations have. */
    public enum Method {
        /** Shows something, and changes nothing. */
        GET(false),
        /** Does something. */
        POST(true),
        /** Sets something to what is sent. */
        PUT(true),
        /** Takes something away. */
        DELETE(false);

        private final boolean inBody;

        Method(boolean inBody) {
            this.inBody = inBody;
        }
    }

    /** Carries an operation out, or shows a thing. */
    @FunctionalInterface
    public interface Deed<I extends Record, O> {

        /**
         * Does it.
         *
         * @throws Refused if it was not done; nothing is then changed
         */
        O perform(Caller caller, I input) throws Refused, InterruptedException;
    }

    /** The input of operations that take nothing. */
    public record Nothing() {}

    /** Begins one that shows something. */
    public static Head get(String name, String path) {
        return new Head(Method.GET, name, path, Role.ADMIN, "", false);
    }

    /** Begins one that does something. */
    public static Head post(String name, String path) {
        return new Head(Method.POST, name, path, Role.ADMIN, "", false);
    }

    /** Begins one that sets something. */
    public static Head put(String name, String path) {
        return new Head(Method.PUT, name, path, Role.ADMIN, "", false);
    }

    /** Begins one that takes something away. */
    public static Head delete(String name, String path) {
        return new Head(Method.DELETE, name, path, Role.ADMIN, "", false);
    }

    /** What the shell calls it: words of lower-case letters and hyphens, separated by one space. */
    public String name() {
        return head.name;
    }

    /** Its method. */
    public Method method() {
        return head.method;
    }

    /** Where it stands below {@code /api/v1}, with the names of fields in braces. */
    public String path() {
        return head.path;
    }

    /** Who may ask for it. */
    public Role role() {
        return head.role;
    }

    /** What it does, in one sentence without a full stop. */
    public String summary() {
        return head.summary;
    }

    /** Whether it changes nothing; what is not safe is audited. */
    public boolean safe() {
        return head.method == Method.GET || head.harmless;
    }

    /** The type of its input. */
    public Class<I> input() {
        return input;
    }

    /** The type of its output, or of the items if it answers a list. */
    public Class<?> output() {
        return output;
    }

    /** Whether it answers a {@link Slice}. */
    public boolean list() {
        return list;
    }

    /** The parts of its input, in their order. */
    public List<Field> fields() {
        return fields;
    }

    /** Shows the thing that it changes, to compare versions and to tell the difference; empty if there is none. */
    public Optional<Deed<I, ?>> resource() {
        return resource;
    }

    /** Carries it out, without asking who the caller is; that is for {@link Operations} alone. */
    public O perform(Caller caller, I value) throws Refused, InterruptedException {
        return deed.perform(caller, value);
    }

    /**
     * Reads an input from texts, as addresses, forms and command lines have them.
     *
     * @throws Refused if a field is not known, or its text is no such value
     */
    public ObjectNode input(Map<String, ? extends Collection<String>> texts) throws Refused {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (var entry : texts.entrySet()) {
            Field field = field(entry.getKey());
            object.set(field.name(), field.read(List.copyOf(entry.getValue())));
        }
        return object;
    }

    /**
     * The field of a name.
     *
     * @throws Refused if there is none
     */
    public Field field(String written) throws Refused {
        for (Field field : fields) {
            if (field.name().equals(written)) {
                return field;
            }
        }
        throw Refused.invalid(
                written,
                "there is no '" + written + "' in '" + name() + "'"
                        + Spelling.hint(
                                written, fields.stream().map(Field::name).toList()));
    }

    /** For example {@code POST /runs/{run}/abort}. */
    @Override
    public String toString() {
        return method() + " " + path();
    }

    /** The beginning of a description. */
    @ProviderType
    public static final class Head {

        private final Method method;
        private final String name;
        private final String path;
        private final Role role;
        private final String summary;
        private final boolean harmless;

        private Head(Method method, String name, String path, Role role, String summary, boolean harmless) {
            this.method = method;
            this.name = checked("name", name, NAME);
            this.path = checked("path", path, PATH);
            this.role = role;
            this.summary = summary;
            this.harmless = harmless;
        }

        /** Says who may ask for it; only an administrator if nothing is said. */
        public Head role(Role needed) {
            return new Head(method, name, path, needed, summary, harmless);
        }

        /** Says what it does, in one sentence without a full stop. */
        public Head summary(String sentence) {
            return new Head(method, name, path, role, sentence, harmless);
        }

        /** Says that it changes nothing, though its input is too large for an address. */
        public Head harmless() {
            return new Head(method, name, path, role, summary, true);
        }

        /** Says what it takes. */
        public <I extends Record> Taking<I> takes(Class<I> input) {
            return new Taking<>(this, input);
        }

        /** Says that it takes nothing. */
        public Taking<Nothing> takesNothing() {
            return takes(Nothing.class);
        }

        private static String checked(String what, String text, Pattern pattern) {
            if (!pattern.matcher(text).matches()) {
                throw new IllegalArgumentException("'" + text + "' is no " + what + " of an operation");
            }
            return text;
        }
    }

    /**
     * A description that knows its input.
     *
     * @param <I> the input
     */
    @ProviderType
    public static final class Taking<I extends Record> {

        private final Head head;
        private final Class<I> input;

        private Taking(Head head, Class<I> input) {
            this.head = head;
            this.input = input;
        }

        /** Says that it answers one thing. */
        public <O extends Record> Answering<I, O> answers(Class<O> output) {
            return new Answering<>(head, input, output, false);
        }

        /** Says that it answers a part of a list. */
        public <T extends Record> Answering<I, Slice<T>> lists(Class<T> item) {
            return new Answering<>(head, input, item, true);
        }
    }

    /**
     * A description that knows its input and its output.
     *
     * @param <I> the input
     * @param <O> the output
     */
    @ProviderType
    public static final class Answering<I extends Record, O> {

        private final Head head;
        private final Class<I> input;
        private final Class<?> output;
        private final boolean list;
        private Optional<Deed<I, ?>> resource = Optional.empty();

        private Answering(Head head, Class<I> input, Class<?> output, boolean list) {
            this.head = head;
            this.input = input;
            this.output = output;
            this.list = list;
        }

        /**
         * Says what it changes: its version must then be the one that the caller has seen, if it names one, and its difference is audited.
         *
         * @param shown gives the thing as the operation does that shows it
         */
        public Answering<I, O> changing(Deed<I, ?> shown) {
            resource = Optional.of(shown);
            return this;
        }

        /** Says who carries it out. */
        public Operation<I, O> by(Deed<I, O> deed) {
            return new Operation<>(this, deed, resource);
        }
    }
}
