package io.atoll.health.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Expressions of Prometheus, held against what is exported: names, labels, and the values that labels must have. */
final class Expressions {

    private static final Set<String> FUNCTIONS = Set.of("sum", "min", "max", "count", "absent", "increase");
    private static final Pattern BY = Pattern.compile("\\bby\\s*\\(([^)]*)\\)");
    private static final Pattern RANGE = Pattern.compile("\\[[0-9a-z]+]");
    private static final Pattern METRIC = Pattern.compile("([a-z_][a-z0-9_]*)(?:\\{([^}]*)})?");
    private static final Pattern MATCH = Pattern.compile("([a-z_]+)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");
    private static final Pattern SAMPLE = Pattern.compile("([a-z_][a-z0-9_]*)(?:\\{(.*)})? [^ ]+");

    /** Of each metric, the labels of each of its samples. */
    private final Map<String, List<Map<String, String>>> exported = new HashMap<>();

    /** Knows what is exported, by the text format of Prometheus. */
    Expressions(Stream<String> exposition) {
        exposition.forEach(line -> {
            Matcher sample = SAMPLE.matcher(line);
            if (!line.startsWith("#") && sample.matches()) {
                var labels = new HashMap<String, String>();
                if (sample.group(2) != null) {
                    Matcher label = MATCH.matcher(sample.group(2));
                    while (label.find()) {
                        labels.put(label.group(1), label.group(3));
                    }
                }
                exported.computeIfAbsent(sample.group(1), name -> new ArrayList<>())
                        .add(labels);
            }
        });
    }

    /** What an expression uses that is not exported. */
    Set<String> missing(String expression) {
        var missing = new TreeSet<String>();
        var grouped = new HashSet<String>();
        Matcher by = BY.matcher(expression);
        while (by.find()) {
            grouped.addAll(List.of(by.group(1).split("[,\\s]+", -1)));
        }
        String rest = RANGE.matcher(BY.matcher(expression).replaceAll("")).replaceAll("");
        Matcher metric = METRIC.matcher(rest);
        boolean any = false;
        while (metric.find()) {
            if (!FUNCTIONS.contains(metric.group(1))) {
                any = true;
                check(metric.group(1), metric.group(2) == null ? "" : metric.group(2), grouped, missing);
            }
        }
        if (!any) {
            missing.add("any metric in " + expression);
        }
        return missing;
    }

    private void check(String name, String matches, Set<String> grouped, Set<String> missing) {
        List<Map<String, String>> samples = exported.get(name);
        if (samples == null) {
            missing.add(name);
            return;
        }
        var labels = new HashSet<>(grouped);
        var values = new HashMap<String, String>();
        Matcher match = MATCH.matcher(matches);
        while (match.find()) {
            labels.add(match.group(1));
            if (match.group(2).equals("=")) {
                values.put(match.group(1), match.group(3));
            }
        }
        boolean there = samples.stream()
                .anyMatch(sample ->
                        sample.keySet().containsAll(labels) && sample.entrySet().containsAll(values.entrySet()));
        if (!there) {
            missing.add(name + " with " + labels + " and " + values);
        }
    }
}
