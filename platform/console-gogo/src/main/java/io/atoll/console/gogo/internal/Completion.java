package io.atoll.console.gogo.internal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.operation.Field;
import io.atoll.operation.Operation;
import io.atoll.operation.Operations;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Process;
import org.jspecify.annotations.Nullable;

/**
 * {@code atoll:complete}: what the last of some words may become, one a line: commands, options, the words of a choice, and the newest ids of what
 * there is. A client passes the words of its line, the last of which may be empty.
 *
 * @param operations that have commands
 */
record Completion(Operations operations) {

    static final String NAME = "complete";

    private static final int IDS = 100;
    private static final Set<String> FORM = Set.of("-o", "--output");

    /** Where the values of a field are listed: the operation, and the member of its items. */
    private static final Map<String, List<String>> LISTS = Map.of(
            "run", List.of("runs", "run"),
            "other", List.of("runs", "run"),
            "integration", List.of("integrations", "id"),
            "event", List.of("deadletters", "event"),
            "events", List.of("deadletters", "event"),
            "token", List.of("tokens", "token"),
            "user", List.of("users", "name"));

    /** Prints what may follow. */
    @Nullable
    Object complete(CommandSession session, List<Object> arguments) throws InterruptedException {
        List<String> words = arguments.stream().map(String::valueOf).toList();
        String text = of(words).stream()
                .map(Printable::line)
                .map(candidate -> candidate + "\n")
                .collect(Collectors.joining());
        Process.Utils.current().out().print(text);
        return null;
    }

    /** What the last word may become, sorted. */
    Set<String> of(List<String> words) throws InterruptedException {
        String begun = words.isEmpty() ? "" : words.getLast();
        Set<String> candidates = new TreeSet<>();
        if (words.size() < 2 || words.getFirst().equals("help")) {
            operations.all().forEach(each -> candidates.addAll(OperationCommand.names(each)));
            candidates.addAll(List.of(WatchCommand.NAME, LoginCommand.NAME, "help"));
        } else {
            Optional<Grammar> grammar = grammar(words.getFirst());
            if (grammar.isPresent()) {
                candidates.addAll(following(grammar.get(), words.subList(1, words.size() - 1), begun));
            }
        }
        candidates.removeIf(candidate -> !candidate.startsWith(begun));
        return candidates;
    }

    private Optional<Grammar> grammar(String written) {
        String name = written.replaceFirst("^atoll:", "");
        if (name.equals(WatchCommand.NAME)) {
            return operations.find("progress").map(Grammar::new);
        }
        return operations.all().stream()
                .filter(each -> OperationCommand.names(each).contains(name))
                .findFirst()
                .map(Grammar::new);
    }

    private List<String> following(Grammar grammar, List<String> before, String begun) throws InterruptedException {
        String previous = before.isEmpty() ? "" : before.getLast();
        if (FORM.contains(previous)) {
            return Form.words();
        }
        Optional<Field> option = grammar.options().stream()
                .filter(field -> Grammar.option(field).equals(previous) && field.shape() != Field.Shape.FLAG)
                .findFirst();
        if (option.isPresent()) {
            return values(grammar.operation(), option.get());
        }
        if (begun.startsWith("-")) {
            return grammar.allOptions();
        }
        long said = before.stream().filter(word -> !word.startsWith("-")).count();
        if (said < grammar.places().size()) {
            return values(grammar.operation(), grammar.places().get((int) said));
        }
        return grammar.last().isPresent()
                ? values(grammar.operation(), grammar.last().get())
                : List.of();
    }

    private List<String> values(Operation<?, ?> operation, Field field) throws InterruptedException {
        if (!field.choices().isEmpty()) {
            return field.choices();
        }
        String what = field.name().equals("name") && operation.path().startsWith("/users/") ? "user" : field.name();
        List<String> list = LISTS.getOrDefault(what, List.of());
        return list.isEmpty() ? List.of() : ids(list.getFirst(), list.getLast());
    }

    private List<String> ids(String list, String member) throws InterruptedException {
        try {
            return new Platform(operations)
                    .ask(list, JsonNodeFactory.instance.objectNode().put("limit", IDS))
                    .path("items")
                    .valueStream()
                    .map(item -> item.path(member).asText())
                    .toList();
        } catch (CommandException refused) {
            return List.of();
        }
    }
}
