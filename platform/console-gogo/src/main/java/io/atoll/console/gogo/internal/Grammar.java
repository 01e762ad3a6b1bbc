package io.atoll.console.gogo.internal;

import io.atoll.operation.Field;
import io.atoll.operation.Field.Place;
import io.atoll.operation.Field.Shape;
import io.atoll.operation.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which words the command of an operation takes: those of the path, then what else has to be said, each at its place; all else by options.
 *
 * <p>One word more may follow: an instance where the command is about one, or a text; of lists and of a reason, any number of words.
 */
final class Grammar {

    private static final Set<String> PAGING = Set.of("limit", "cursor");
    private static final Set<String> FOLLOWED = Set.of("resync", "apply", "approve");
    private static final Set<String> WHOLE = Set.of("plan");

    private final Operation<?, ?> operation;
    private final String name;
    private final String summary;
    private final List<Field> places;
    private final @Nullable Field last;

    /** The grammar of an operation. */
    Grammar(Operation<?, ?> operation) {
        this(operation, name(operation), operation.summary());
    }

    /** The grammar of a command that takes the same as an operation. */
    Grammar(Operation<?, ?> operation, String name, String summary) {
        this.operation = operation;
        this.name = name;
        this.summary = summary;
        this.places = places(operation);
        this.last = last(operation, places);
    }

    private static List<Field> places(Operation<?, ?> operation) {
        List<Field> places = new ArrayList<>();
        operation.fields().stream().filter(field -> field.place() == Place.PATH).forEach(places::add);
        operation.fields().stream()
                .filter(field -> field.place() != Place.PATH && field.required() && !field.secret() && !field.many())
                .forEach(places::add);
        return List.copyOf(places);
    }

    private static @Nullable Field last(Operation<?, ?> operation, List<Field> places) {
        List<Field> others = operation.fields().stream()
                .filter(field -> !places.contains(field) && !field.secret() && !PAGING.contains(field.name()))
                .toList();
        Optional<Field> list = others.stream().filter(Field::many).findFirst();
        Optional<Field> instance = others.stream()
                .filter(field -> field.name().equals("integration"))
                .findFirst();
        Optional<Field> text = others.stream().findFirst().filter(field -> field.shape() == Shape.TEXT);
        return list.or(() -> instance).or(() -> text).orElse(null);
    }

    /** The operation. */
    Operation<?, ?> operation() {
        return operation;
    }

    /** The name of the command. */
    String name() {
        return name;
    }

    /** What the command does, in one sentence without a full stop. */
    String summary() {
        return summary;
    }

    /** The name of the command of an operation. */
    static String name(Operation<?, ?> operation) {
        return operation.name().replace(' ', '-');
    }

    /** The fields that have to be said, by words in this order. */
    List<Field> places() {
        return places;
    }

    /** What one word or more may be said of after these, if there is such a thing. */
    Optional<Field> last() {
        return Optional.ofNullable(last);
    }

    /** Whether the last field takes all words that are left. */
    boolean lastTakesAll() {
        return last != null && (last.many() || last.name().equals("reason"));
    }

    /** The fields that are options as well, or only. */
    List<Field> options() {
        return operation.fields().stream()
                .filter(field -> !PAGING.contains(field.name()))
                .toList();
    }

    /** Whether it lists something, part by part. */
    boolean lists() {
        return operation.list();
    }

    /** Whether it begins a run that can be followed. */
    boolean followed() {
        return FOLLOWED.contains(operation.name());
    }

    /** Whether {@code --all} means something. */
    boolean all() {
        return lists() || WHOLE.contains(operation.name());
    }

    /** An option as people write it: {@code --allow-deletes}. */
    static String option(Field field) {
        return "--" + field.name().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /** All options, with two hyphens. */
    List<String> allOptions() {
        List<String> names = new ArrayList<>();
        options().forEach(field -> names.add(option(field)));
        if (lists()) {
            names.add("--limit");
            names.add("--cursor");
        }
        if (all()) {
            names.add("--all");
        }
        if (followed()) {
            names.add("--wait");
        }
        names.add("--output");
        names.add("--help");
        return names;
    }
}
