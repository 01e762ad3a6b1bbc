package io.atoll.apply.internal.transfer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The words of a command line.
 *
 * @param verb what to do
 * @param files the words that belong to no option
 * @param values what follows options, by their names
 * @param switches the options that nothing follows
 */
record Arguments(String verb, List<String> files, Map<String, String> values, Set<String> switches) {

    private static final Set<String> EXPORT = Set.of("--from", "--out", "--credentials", "--data");
    private static final Set<String> IMPORT = Set.of("--to", "--credentials", "--data");
    private static final Set<String> IMPORT_SWITCHES = Set.of("--dry-run", "--resume");

    /**
     * Reads them.
     *
     * @throws Unusable if they are none of these commands
     */
    static Arguments of(List<String> words) throws Unusable {
        Deque<String> left = new ArrayDeque<>(words);
        String verb = words.isEmpty() || words.contains("--help") ? "--help" : left.pop();
        boolean export = verb.equals("export");
        if (!export && !verb.equals("import")) {
            return new Arguments(verb, List.of(), Map.of(), Set.of());
        }
        Map<String, String> values = new HashMap<>();
        Set<String> switches = new HashSet<>();
        Deque<String> files = new ArrayDeque<>();
        while (!left.isEmpty()) {
            String word = left.pop();
            if (!word.startsWith("--")) {
                files.add(word);
            } else if ((export ? EXPORT : IMPORT).contains(word)) {
                if (left.isEmpty()) {
                    throw new Unusable(word + " needs a value");
                }
                values.put(word, left.pop());
            } else if (!export && IMPORT_SWITCHES.contains(word)) {
                switches.add(word);
            } else {
                throw new Unusable(verb + " has no option " + word);
            }
        }
        if (files.size() != (export ? 0 : 1)) {
            throw new Unusable(
                    export
                            ? "export writes to the file after --out, or to the standard output"
                            : "import takes one file, or -");
        }
        return new Arguments(verb, List.copyOf(files), values, switches);
    }

    String value(String option, String otherwise) {
        return values.getOrDefault(option, otherwise);
    }
}
