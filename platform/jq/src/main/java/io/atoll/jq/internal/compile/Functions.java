package io.atoll.jq.internal.compile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.atoll.jq.EvaluationException;
import io.atoll.jq.internal.function.Dates;
import io.atoll.jq.internal.function.Mathematics;
import io.atoll.jq.internal.function.RegexMemo;
import io.atoll.jq.internal.function.Regexes;
import io.atoll.jq.internal.run.Code;
import io.atoll.jq.internal.run.Edit;
import io.atoll.jq.internal.run.Function.One;
import io.atoll.jq.internal.run.Function.Three;
import io.atoll.jq.internal.run.Function.Two;
import io.atoll.jq.internal.run.Function.Zero;
import io.atoll.jq.internal.value.Complaint;
import io.atoll.jq.internal.value.Containers;
import io.atoll.jq.internal.value.Format;
import io.atoll.jq.internal.value.JsonReader;
import io.atoll.jq.internal.value.JsonText;
import io.atoll.jq.internal.value.Numbers;
import io.atoll.jq.internal.value.Search;
import io.atoll.jq.internal.value.Sorting;
import io.atoll.jq.internal.value.Texts;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** The built-in functions that compute one value of their input and their arguments. */
final class Functions {

    private static final Dates DATES = Dates.system();

    private static final Set<String> NAMES = names("""
            type/0 length/0 utf8bytelength/0 not/0 keys/0 keys_unsorted/0 has/1 contains/1 add/0 join/1 flatten/0 flatten/1 transpose/0
            to_entries/0 from_entries/0 sort/0 _sort_by/1 _group_by/1 unique/0 _unique_by/1 min/0 max/0 _min_by/1 _max_by/1 bsearch/1
            tostring/0 tonumber/0 toboolean/0 tojson/0 fromjson/0 format/1 error/0 setpath/2 delpaths/1 _strindices/1 explode/0
            implode/0 split/1 split/2 startswith/1 endswith/1 ltrimstr/1 rtrimstr/1 trimstr/1 trim/0 ltrim/0 rtrim/0 ascii_downcase/0
            ascii_upcase/0 test/1 test/2 infinite/0 nan/0 isinfinite/0 isnan/0 isnormal/0 now/0 gmtime/0 localtime/0 mktime/0
            strptime/1 strftime/1 strflocaltime/1
            """);

    private Functions() {}

    private static Set<String> names(String names) {
        Set<String> all = new HashSet<>(List.of(names.strip().split("\\s+")));
        Mathematics.names().forEach(all::add);
        return Set.copyOf(all);
    }

    /** Names and arities. */
    static Set<String> names() {
        return NAMES;
    }

    /** The code of a call of a function that is named here. */
    static Code call(String key, List<Code> arguments) {
        return switch (arguments.size()) {
            case 0 -> zero(key).call();
            case 1 -> one(key).call(arguments.get(0));
            case 2 -> two(key).call(arguments.get(0), arguments.get(1));
            default -> three(key).call(arguments.get(0), arguments.get(1), arguments.get(2));
        };
    }

    private static Zero zero(String key) {
        return switch (key) {
            case "type/0" -> (run, in) -> TextNode.valueOf(Complaint.kind(in));
            case "length/0" -> (run, in) -> Texts.length(in, run.meter());
            case "utf8bytelength/0" -> (run, in) -> Texts.utf8Length(in, run.meter());
            case "not/0" -> (run, in) -> BooleanNode.valueOf(in.isNull() || (in.isBoolean() && !in.booleanValue()));
            case "error/0" ->
                (run, in) -> {
                    throw new EvaluationException(
                            in.isTextual() ? in.textValue() : JsonText.compact(in, run.meter()), in);
                };
            case "infinite/0" -> (run, in) -> DoubleNode.valueOf(Double.POSITIVE_INFINITY);
            case "nan/0" -> (run, in) -> DoubleNode.valueOf(Double.NaN);
            case "isinfinite/0" ->
                (run, in) -> BooleanNode.valueOf(in.isNumber() && Double.isInfinite(Numbers.value(in)));
            case "isnan/0" -> (run, in) -> BooleanNode.valueOf(in.isNumber() && Numbers.isNan(in));
            case "isnormal/0" -> (run, in) -> BooleanNode.valueOf(in.isNumber() && isNormal(Numbers.value(in)));
            case "now/0" -> (run, in) -> DATES.now();
            case "gmtime/0" -> (run, in) -> DATES.gmtime(in);
            case "localtime/0" -> (run, in) -> DATES.localtime(in);
            case "mktime/0" -> (run, in) -> DATES.mktime(in);
            default -> key.startsWith("t") || isText(key) ? ofText(key) : ofContainer(key);
        };
    }

    private static boolean isText(String key) {
        return Set.of(
                        "fromjson/0",
                        "explode/0",
                        "implode/0",
                        "ltrim/0",
                        "rtrim/0",
                        "ascii_downcase/0",
                        "ascii_upcase/0")
                .contains(key);
    }

    private static Zero ofText(String key) {
        return switch (key) {
            case "tostring/0" -> (run, in) -> Texts.text(in, run.meter());
            case "tonumber/0" -> (run, in) -> Texts.number(in, run.meter());
            case "toboolean/0" -> (run, in) -> Texts.bool(in);
            case "tojson/0" -> (run, in) -> TextNode.valueOf(JsonText.compact(in, run.meter()));
            case "fromjson/0" -> (run, in) -> JsonReader.read(in, run.meter());
            case "explode/0" -> (run, in) -> Texts.explode(in, run.meter());
            case "implode/0" -> (run, in) -> Texts.implode(in, run.meter());
            case "trim/0" -> (run, in) -> Texts.trim(in, true, true, run.meter());
            case "ltrim/0" -> (run, in) -> Texts.trim(in, true, false, run.meter());
            case "rtrim/0" -> (run, in) -> Texts.trim(in, false, true, run.meter());
            case "ascii_downcase/0" -> (run, in) -> Texts.lower(in, run.meter());
            case "ascii_upcase/0" -> (run, in) -> Texts.upper(in, run.meter());
            case "transpose/0" -> (run, in) -> Containers.transpose(in, run.meter());
            case "to_entries/0" -> (run, in) -> Containers.toEntries(in, run.meter());
            default -> mathematics(key);
        };
    }

    private static Zero ofContainer(String key) {
        return switch (key) {
            case "keys/0" -> (run, in) -> Containers.keys(in, run.meter());
            case "keys_unsorted/0" -> (run, in) -> Containers.keysAsTheyCome(in, run.meter());
            case "add/0" -> (run, in) -> Containers.add(in, run.meter());
            case "flatten/0" -> (run, in) -> Containers.flatten(in, run.meter());
            case "from_entries/0" -> (run, in) -> Containers.fromEntries(in, run.meter());
            case "sort/0" -> (run, in) -> Sorting.sort(in, run.meter());
            case "unique/0" -> (run, in) -> Sorting.unique(in, run.meter());
            case "min/0" -> (run, in) -> Sorting.min(in, run.meter());
            case "max/0" -> (run, in) -> Sorting.max(in, run.meter());
            default -> mathematics(key);
        };
    }

    private static Zero mathematics(String key) {
        String name = key.substring(0, key.length() - 2);
        DoubleUnaryOperator unary = Mathematics.unary(name);
        if (unary != null) {
            return (run, in) -> Numbers.of(unary.applyAsDouble(number(in)));
        }
        DoubleFunction<JsonNode> pair = known(Mathematics.pair(name), key);
        return (run, in) -> pair.apply(number(in));
    }

    private static One one(String key) {
        return switch (key) {
            case "has/1" -> (run, in, a) -> BooleanNode.valueOf(Containers.has(in, a));
            case "contains/1" -> (run, in, a) -> BooleanNode.valueOf(Search.contains(in, a, run.meter()));
            case "join/1" -> (run, in, a) -> Containers.join(in, a, run.meter());
            case "flatten/1" -> (run, in, a) -> Containers.flatten(in, a, run.meter());
            case "bsearch/1" -> (run, in, a) -> Search.binary(in, a, run.meter());
            case "_sort_by/1" -> (run, in, a) -> Sorting.sortBy(in, a, run.meter());
            case "_group_by/1" -> (run, in, a) -> Sorting.groupBy(in, a, run.meter());
            case "_unique_by/1" -> (run, in, a) -> Sorting.uniqueBy(in, a, run.meter());
            case "_min_by/1" -> (run, in, a) -> Sorting.minBy(in, a, run.meter());
            case "_max_by/1" -> (run, in, a) -> Sorting.maxBy(in, a, run.meter());
            case "delpaths/1" -> (run, in, a) -> Edit.delete(in, a, run.meter());
            case "format/1" -> (run, in, a) -> Format.apply(a, in, run.meter());
            case "strptime/1" -> (run, in, a) -> DATES.strptime(in, a);
            case "strftime/1" -> (run, in, a) -> DATES.strftime(in, a);
            case "strflocaltime/1" -> (run, in, a) -> DATES.strflocaltime(in, a);
            default -> onText(key);
        };
    }

    private static One onText(String key) {
        return switch (key) {
            case "_strindices/1" -> (run, in, a) -> Search.indices(in, a, run.meter());
            case "split/1" -> (run, in, a) -> Texts.split(in, a, run.meter());
            case "startswith/1" -> (run, in, a) -> BooleanNode.valueOf(Texts.startsWith(in, a));
            case "endswith/1" -> (run, in, a) -> BooleanNode.valueOf(Texts.endsWith(in, a));
            case "ltrimstr/1" -> (run, in, a) -> Texts.trimPrefix(in, a, run.meter());
            case "rtrimstr/1" -> (run, in, a) -> Texts.trimSuffix(in, a, run.meter());
            case "trimstr/1" -> (run, in, a) -> Texts.trimBoth(in, a, run.meter());
            case "test/1" -> {
                RegexMemo memo = new RegexMemo();
                yield (run, in, a) -> BooleanNode.valueOf(memo.of(in, a).test(Regexes.input(in), run.meter()));
            }
            default -> throw new IllegalArgumentException(key);
        };
    }

    private static Two two(String key) {
        return switch (key) {
            case "setpath/2" -> (run, in, a, b) -> Edit.set(in, a, b, run.meter());
            case "test/2" -> {
                RegexMemo memo = new RegexMemo();
                yield (run, in, a, b) -> BooleanNode.valueOf(memo.of(in, a, b).test(Regexes.input(in), run.meter()));
            }
            case "split/2" -> (run, in, a, b) -> Regexes.split(in, a, b, run.meter());
            default -> {
                DoubleBinaryOperator binary = known(Mathematics.binary(key.substring(0, key.length() - 2)), key);
                yield (run, in, a, b) -> Numbers.of(binary.applyAsDouble(number(a), number(b)));
            }
        };
    }

    private static Three three(String key) {
        Mathematics.Ternary ternary = known(Mathematics.ternary(key.substring(0, key.length() - 2)), key);
        return (run, in, a, b, c) -> Numbers.of(ternary.applyAsDouble(number(a), number(b), number(c)));
    }

    private static <T> T known(@Nullable T function, String key) {
        if (function == null) {
            throw new IllegalArgumentException(key);
        }
        return function;
    }

    private static double number(JsonNode value) {
        if (!value.isNumber()) {
            throw Complaint.of(value, "number required");
        }
        return Numbers.value(value);
    }

    private static boolean isNormal(double value) {
        return Math.abs(value) >= Double.MIN_NORMAL && !Double.isInfinite(value);
    }
}
