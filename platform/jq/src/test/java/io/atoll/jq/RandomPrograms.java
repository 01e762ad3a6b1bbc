package io.atoll.jq;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Programs by chance, from a grammar of the whole language; they end, and mean the same wherever and whenever they run.
 *
 * <p>What could run for ever stands inside {@code limit}; functions do not call themselves.
 */
public final class RandomPrograms {

    private static final int LEVELS = 4;
    private static final String[] OPERATORS = {
        "+", "-", "*", "/", "%", "==", "!=", "<", "<=", ">", ">=", "and", "or", "//"
    };
    private static final String[] ASSIGNMENTS = {"=", "|=", "+=", "-=", "*=", "/=", "%=", "//="};
    private static final String[] FORMATS = {
        "@text", "@json", "@csv", "@tsv", "@html", "@uri", "@urid", "@sh", "@base64", "@base64d"
    };
    private static final String[] LITERALS = {
        "0",
        "1",
        "2",
        "-1",
        "3",
        "0.5",
        "1e2",
        "null",
        "true",
        "false",
        "\"a\"",
        "\"\"",
        "\"b,é\"",
        "\"1\"",
        "[]",
        "{}",
        "[1, 2, 3]",
        "[\"a\", null]",
        "{a: 1}",
        "{\"b\": [1, {c: 2}]}",
        "\"2015-03-05T23:51:47Z\"",
        "nan",
        "infinite",
        "\"aXbxc\"",
        "[3, 1, 2, 1]",
        "[[1, 2], [3]]",
        "\"A\\n\\u00e9\\ud83d\\ude00\"",
        "1.10",
        "100000000000000000000"
    };
    private static final String[] PLAIN = {
        "length",
        "utf8bytelength",
        "not",
        "keys",
        "keys_unsorted",
        "values",
        "nulls",
        "booleans",
        "numbers",
        "strings",
        "arrays",
        "objects",
        "iterables",
        "scalars",
        "add",
        "any",
        "all",
        "flatten",
        "floor",
        "sqrt",
        "ceil",
        "round",
        "trunc",
        "fabs",
        "abs",
        "tostring",
        "tonumber",
        "type",
        "isinfinite",
        "isnan",
        "isnormal",
        "isfinite",
        "sort",
        "unique",
        "min",
        "max",
        "reverse",
        "explode",
        "implode",
        "ascii_downcase",
        "ascii_upcase",
        "tojson",
        "fromjson",
        "to_entries",
        "from_entries",
        "paths",
        "first",
        "last",
        "trim",
        "ltrim",
        "rtrim",
        "transpose",
        "tostream",
        "toboolean",
        "todate",
        "fromdate",
        "gmtime",
        "mktime",
        "empty",
        "error",
        "recurse",
        "..",
        "combinations",
        "[paths]",
        "[..]",
        "[tostream]",
        "fromstream(tostream)",
        "[splits(\"a\")]",
        "@json",
        "@text",
        "significand",
        "logb",
        "frexp",
        "exp2",
        "log2",
        "cbrt"
    };
    private static final String[] OF_FILTER = {
        "map(#)",
        "map_values(#)",
        "select(#)",
        "sort_by(#)",
        "group_by(#)",
        "unique_by(#)",
        "min_by(#)",
        "max_by(#)",
        "any(#)",
        "all(#)",
        "add(#)",
        "first(#)",
        "last(#)",
        "isempty(#)",
        "[limit(3; #)]",
        "[skip(1; #)]",
        "nth(1; #)",
        "with_entries(#)",
        "walk(#)",
        "limit(4; recurse(#))",
        "limit(4; while(#; #))",
        "[limit(3; repeat(., #))]",
        "[.[]? | #]",
        "error(#)",
        "IN(#)",
        "IN(#; #)",
        "INDEX(#)",
        "any(#; #)",
        "all(#; #)",
        "[range(3) | #]",
        "[limit(5; range(#; #))]",
        "[limit(5; range(0; 10; #))]",
        "paths(#)",
        "[paths(#)]",
        "limit(4; recurse(#; #))",
        "limit(#; 1, 2, 3)",
        "[foreach .[]? as $z (0; . + 1; [$z, .] | #)]",
        "try error(#) catch .",
        "[#] | sort",
        "[#] | unique",
        "[#] | group_by(.)",
        "[#] | tojson",
        "getpath([#])",
        "has(#)",
        "in(#)",
        "inside(#)",
        "contains(#)",
        "index(#)",
        "rindex(#)",
        "indices(#)",
        "startswith(#)",
        "endswith(#)",
        "ltrimstr(#)",
        "rtrimstr(#)",
        "trimstr(#)",
        "split(#)",
        "join(#)",
        "flatten(#)",
        "ascii_downcase | #",
        "tojson | #",
        "[splits(#)]",
        "test(#)",
        "[match(#; \"g\")]",
        "[scan(#)]",
        "sub(#; #)",
        "gsub(#; #)",
        "capture(#)",
        "setpath([#]; #)",
        "delpaths([[#]])",
        "bsearch(#)",
        "pow(#; 2)",
        "ldexp(#; 2)",
        "fma(#; 2; 1)",
        "(# | tojson)",
        "getpath([#, #])",
        "to_entries | #",
        "splits(#)",
        "strftime(#)",
        "strptime(#)",
        "tostream | #",
        "combinations(2)",
        "fromstream(1 | truncate_stream(#))",
        "[.[]?, #] | transpose",
        "limit(2; combinations)"
    };
    private static final String[] OF_PATH = {
        "path(@)",
        "[path(@)]",
        "del(@)",
        "pick(@)",
        "delpaths([path(@)])",
        "[paths] | length",
        "(@) |= empty",
        "reduce path(@) as $p (.; setpath($p; 1))",
        "[path(@)] | unique",
        "to_entries",
        "try path(@) catch ."
    };
    private static final String[] KEYS = {"a", "b", "c", "n"};
    private static final String[] INDEXES = {
        "0", "1", "-1", "2", "1.5", "\"a\"", "\"b\"", "[1]", "null", "nan", "{start: 1}"
    };

    private final RandomGenerator random;
    private final Deque<String> variables = new ArrayDeque<>();
    private final Deque<String> labels = new ArrayDeque<>();
    private final Deque<String> functions = new ArrayDeque<>();
    private int names;

    /** Programs that a generator chooses. */
    public RandomPrograms(RandomGenerator random) {
        this.random = random;
    }

    /** The next one. */
    public String next() {
        variables.clear();
        labels.clear();
        functions.clear();
        names = 0;
        return filter(1 + random.nextInt(LEVELS));
    }

    private String one(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private String filter(int levels) {
        if (levels == 0) {
            return leaf();
        }
        int less = levels - 1;
        return switch (random.nextInt(26)) {
            case 0, 1 -> "(" + filter(less) + " | " + filter(less) + ")";
            case 2 -> "(" + filter(less) + ", " + filter(less) + ")";
            case 3, 4 -> "(" + filter(less) + " " + one(OPERATORS) + " " + filter(less) + ")";
            case 5 -> filter(less) + " " + one(OPERATORS) + " " + filter(less);
            case 6, 7 -> postfix(less);
            case 8 -> conditional(less);
            case 9 ->
                random.nextBoolean() ? "(try " + closed(less) + " catch " + closed(less) + ")" : closed(less) + "?";
            case 10 -> reduction(less);
            case 11 -> labelled(less);
            case 12, 13 -> definition(less);
            case 14, 15 -> binding(less);
            case 16 -> "[" + filter(less) + "]";
            case 17, 18 -> construction(less);
            case 19 -> interpolation(less);
            case 20, 21 -> assignment(less);
            case 22 -> fill(one(OF_PATH), less);
            case 23 -> "-" + closed(less);
            default -> "(" + fill(one(OF_FILTER), less) + ")";
        };
    }

    private String closed(int levels) {
        return "(" + filter(levels) + ")";
    }

    private String fill(String template, int levels) {
        StringBuilder filled = new StringBuilder();
        for (int i = 0; i < template.length(); i++) {
            switch (template.charAt(i)) {
                case '#' -> filled.append(filter(levels));
                case '@' -> filled.append(path(levels));
                default -> filled.append(template.charAt(i));
            }
        }
        return filled.toString();
    }

    private String leaf() {
        return switch (random.nextInt(10)) {
            case 0, 1 -> ".";
            case 2 -> "." + one(KEYS);
            case 3 -> ".[" + one(INDEXES) + "]?";
            case 4 -> random.nextBoolean() ? ".[]?" : "." + one(KEYS) + "?";
            case 5 -> variables.isEmpty() ? one(LITERALS) : one(variables.toArray(new String[0]));
            case 6 -> functions.isEmpty() ? one(PLAIN) : call(0);
            case 7 -> labels.isEmpty() ? one(PLAIN) : "break " + one(labels.toArray(new String[0]));
            case 8 -> one(PLAIN);
            default -> one(LITERALS);
        };
    }

    private String postfix(int levels) {
        String term = closed(levels);
        return term
                + switch (random.nextInt(8)) {
                    case 0 -> "." + one(KEYS);
                    case 1 -> "[" + filter(levels) + "]";
                    case 2 -> "[" + leaf() + ":" + leaf() + "]";
                    case 3 -> "[1:]";
                    case 4 -> "[:" + one("1", "-1", "1.5", "null") + "]?";
                    case 5 -> "[]?";
                    case 6 -> "." + one("\"a\"", "[0]", "[\"b\"]") + one("", "?", "[]?", ".c?");
                    default -> "[" + one(INDEXES) + "]?";
                };
    }

    private String conditional(int levels) {
        String text = "if " + filter(levels) + " then " + filter(levels);
        if (random.nextInt(3) == 0) {
            text += " elif " + filter(levels) + " then " + filter(levels);
        }
        return text + (random.nextBoolean() ? " else " + filter(levels) : "") + " end";
    }

    private String reduction(int levels) {
        String source = closed(levels);
        int before = variables.size();
        String pattern = pattern(1);
        String start = withoutNewest(before, levels);
        String update = filter(levels);
        String text = random.nextBoolean()
                ? "reduce " + source + " as " + pattern + " (first(" + start + "); " + update + ")"
                : "foreach " + source + " as " + pattern + " (" + start + "; " + update
                        + (random.nextBoolean() ? "; " + filter(levels) : "") + ")";
        forget(before);
        return random.nextBoolean() ? text : "[limit(6; " + text + ")]";
    }

    /** A filter in which the variables bound last are unknown. */
    private String withoutNewest(int before, int levels) {
        List<String> hidden = new ArrayList<>();
        while (variables.size() > before) {
            hidden.add(variables.pop());
        }
        String text = filter(levels);
        for (int i = hidden.size() - 1; i >= 0; i--) {
            variables.push(hidden.get(i));
        }
        return text;
    }

    private void forget(int before) {
        while (variables.size() > before) {
            variables.pop();
        }
    }

    private String labelled(int levels) {
        String label = "$l" + names++;
        labels.push(label);
        String text = "(label " + label + " | " + filter(levels) + ")";
        labels.pop();
        return text;
    }

    private String definition(int levels) {
        String name = "f" + names++;
        return switch (random.nextInt(3)) {
            case 0 -> {
                String head = "def " + name + ": " + filter(levels) + "; ";
                functions.push(name);
                yield end(head, levels);
            }
            case 1 -> {
                functions.push("g" + name);
                String head = "def " + name + "(g" + name + "): " + filter(levels) + "; ";
                functions.pop();
                functions.push(name + "(#)");
                yield end(head, levels);
            }
            default -> {
                variables.push("$p" + name);
                functions.push("g" + name);
                String head = "def " + name + "($p" + name + "; g" + name + "): " + filter(levels) + "; ";
                functions.pop();
                variables.pop();
                functions.push(name + "(#; #)");
                yield end(head, levels);
            }
        };
    }

    private String end(String head, int levels) {
        String text = "(" + head + (random.nextBoolean() ? call(levels) + " | " : "") + filter(levels) + ")";
        functions.pop();
        return text;
    }

    private String call(int levels) {
        return fill(one(functions.toArray(new String[0])), levels);
    }

    private String binding(int levels) {
        String source = closed(levels);
        int before = variables.size();
        String pattern = pattern(2);
        if (random.nextInt(3) == 0) {
            pattern += " ?// " + pattern(1);
        }
        String text = "(" + source + " as " + pattern + " | " + filter(levels) + ")";
        forget(before);
        return text;
    }

    private String pattern(int levels) {
        if (levels == 0 || random.nextInt(3) > 0) {
            String name = "$v" + names++;
            variables.push(name);
            return name;
        }
        return switch (random.nextInt(4)) {
            case 0 -> "[" + pattern(levels - 1) + "]";
            case 1 -> "[" + pattern(levels - 1) + ", " + pattern(levels - 1) + "]";
            case 2 -> "{" + one(KEYS) + ": " + pattern(levels - 1) + "}";
            default ->
                "{" + one("\"a\"", "(\"b\")", "b") + ": " + pattern(levels - 1) + ", c: " + pattern(levels - 1) + "}";
        };
    }

    private String construction(int levels) {
        List<String> members = new ArrayList<>();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            members.add(
                    switch (random.nextInt(6)) {
                        case 0 -> one(KEYS);
                        case 1 -> "(.a? | " + filter(levels) + "): " + closed(levels);
                        case 2 -> "\"x\\(" + leaf() + ")\": " + closed(levels);
                        case 3 -> variables.isEmpty() ? "\"b\"" : one(variables.toArray(new String[0]));
                        case 4 -> "@json \"k\\(" + leaf() + ")\": 1";
                        default -> one(KEYS) + ": " + closed(levels);
                    });
        }
        return "{" + String.join(", ", members) + "}";
    }

    private String interpolation(int levels) {
        return one("", "", one(FORMATS) + " ") + "\"" + one("", "x", "é ") + "\\(" + filter(levels) + ")"
                + one("", "-\\(" + leaf() + ")") + "\"";
    }

    private String assignment(int levels) {
        return "((" + path(levels) + ") " + one(ASSIGNMENTS) + " " + closed(levels) + ")";
    }

    private String path(int levels) {
        if (levels == 0) {
            return switch (random.nextInt(6)) {
                case 0, 1 -> "." + one(KEYS);
                case 2 -> ".[" + one(INDEXES) + "]";
                case 3 -> ".[]?";
                case 4 ->
                    one(
                            ".",
                            "..",
                            "empty",
                            ".[1:]",
                            ".[:-1]",
                            ".[-1:2]",
                            "first",
                            "last",
                            "paths",
                            "getpath([\"a\", 0])");
                default -> "." + one(KEYS) + "?";
            };
        }
        int less = levels - 1;
        return switch (random.nextInt(14)) {
            case 0, 1, 2 -> path(less) + " | " + path(less);
            case 3 -> path(less) + ", " + path(less);
            case 4 -> "if " + filter(less) + " then " + path(less) + " else " + path(less) + " end";
            case 5 -> "select(" + filter(less) + ")";
            case 6 -> one("first", "last", "map", "recurse | first", "limit(2; .) | first") + "(" + path(less) + ")";
            case 7 -> "(" + path(less) + ") // (" + path(less) + ")";
            case 8 -> "try (" + path(less) + ") catch (" + path(less) + ")";
            case 9 -> "getpath([" + one(LITERALS) + ", " + filter(less) + "])";
            case 10 -> "limit(2; " + path(less) + ")";
            case 11 -> ".[" + filter(less) + "]?";
            case 12 -> "reduce (1, 2) as $r (.; " + path(less) + ")";
            default -> path(0);
        };
    }
}
