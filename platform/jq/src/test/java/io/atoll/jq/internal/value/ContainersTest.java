package io.atoll.jq.internal.value;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.atoll.jq.internal.run.Meter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContainersTest {

    private static JsonNode call(String function, String input, String argument) {
        Meter meter = Json.meter();
        JsonNode in = Json.of(input);
        JsonNode with = Json.of(argument);
        return switch (function) {
            case "keys" -> Containers.keys(in, meter);
            case "keys_unsorted" -> Containers.keysAsTheyCome(in, meter);
            case "has" -> BooleanNode.valueOf(Containers.has(in, with));
            case "add" -> Containers.add(in, meter);
            case "join" -> Containers.join(in, with, meter);
            case "flatten" -> with.isNull() ? Containers.flatten(in, meter) : Containers.flatten(in, with, meter);
            case "transpose" -> Containers.transpose(in, meter);
            case "to_entries" -> Containers.toEntries(in, meter);
            case "from_entries" -> Containers.fromEntries(in, meter);
            case "contains" -> BooleanNode.valueOf(Search.contains(in, with, meter));
            case "bsearch" -> Search.binary(in, with, meter);
            case "indices" -> Search.indices((ArrayNode) in, (ArrayNode) with, meter);
            case "sort" -> Sorting.sort(in, meter);
            case "sort_by" -> Sorting.sortBy(in, with, meter);
            case "group_by" -> Sorting.groupBy(in, with, meter);
            case "unique" -> Sorting.unique(in, meter);
            case "unique_by" -> Sorting.uniqueBy(in, with, meter);
            case "min" -> Sorting.min(in, meter);
            case "max" -> Sorting.max(in, meter);
            case "min_by" -> Sorting.minBy(in, with, meter);
            case "max_by" -> Sorting.maxBy(in, with, meter);
            default -> throw new IllegalArgumentException(function);
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "keys | {\"b\":1,\"a\":2,\"ab\":3} | null | [\"a\",\"ab\",\"b\"]",
                "keys | [42,3] | null | [0,1]",
                "keys_unsorted | {\"b\":1,\"a\":2} | null | [\"b\",\"a\"]",
                "has | {\"a\":null} | \"a\" | true",
                "has | [0,1] | 2 | false",
                "has | [0,1] | 1.9 | true",
                "has | [0,1] | -1 | false",
                "has | [0,1] | nan | false",
                "has | null | \"a\" | false",
                "add | [[3],[4,5],[6]] | null | [3,4,5,6]",
                "add | [{\"a\":1},{\"b\":2},{\"a\":3}] | null | {\"a\":3,\"b\":2}",
                "add | {\"a\":1,\"b\":2} | null | 3",
                "add | [1.50] | null | 1.50",
                "add | [] | null | null",
                "join | [\"1\",2,true,false,3.4,null] | \",\" | \"1,2,true,false,3.4,\"",
                "join | [1] | 1 | \"1\"",
                "join | [1,2] | null | \"12\"",
                "join | [] | \",\" | \"\"",
                "flatten | [0,[1],[[2]],[[[3]]]] | null | [0,1,2,3]",
                "flatten | [0,[1],[[2]],[[[3]]]] | 2 | [0,1,2,[3]]",
                "flatten | [0,[1]] | 0 | [0,[1]]",
                "flatten | {\"a\":[1]} | null | [1]",
                "transpose | [[1],[2,3]] | null | [[1,2],[null,3]]",
                "transpose | [] | null | []",
                "to_entries | {\"b\":1,\"a\":2} | null | [{\"key\":\"b\",\"value\":1},{\"key\":\"a\",\"value\":2}]",
                "from_entries | [{\"key\":\"a\",\"value\":false},{\"Key\":\"b\",\"Value\":2},{\"name\":\"c\"}] | null"
                        + " | {\"a\":false,\"b\":2,\"c\":null}",
                "contains | [\"foobar\",\"foobaz\"] | [\"baz\",\"bar\"] | true",
                "contains | {\"a\":{\"b\":1,\"c\":2}} | {\"a\":{\"b\":1}} | true",
                "contains | {\"a\":1} | {\"b\":1} | false",
                "contains | \"ab\\u0000cd\" | \"b\\u0000\" | true",
                "contains | [1] | [true] | false",
                "bsearch | [1,2,3] | 2 | 1",
                "bsearch | [1,2,3] | 4 | -4",
                "bsearch | [] | 4 | -1",
                "indices | [0,1,2,3,1,2] | [1,2] | [1,4]",
                "indices | [1,1,1] | [1,1] | [0,1]",
                "indices | [1] | [] | []",
                "sort | [{},[],\"a\",2,1,nan,true,false,null] | null | [null,false,true,null,1,2,\"a\",[],{}]",
                "sort_by | [\"a\",\"b\",\"c\",\"d\"] | [[2],[1],[2],[1]] | [\"b\",\"d\",\"a\",\"c\"]",
                "group_by | [\"a\",\"b\",\"c\",\"d\"] | [[2],[1],[2],[nan]] | [[\"d\"],[\"b\"],[\"a\",\"c\"]]",
                "unique | [1,2,5,3,5,1.0,1,3] | null | [1,2,3,5]",
                "unique | [nan,nan] | null | [null,null]",
                "unique_by | [\"a\",\"b\",\"c\"] | [[2],[1],[2]] | [\"b\",\"a\"]",
                "min | [3,1,2] | null | 1",
                "max | [] | null | null",
                "min_by | [\"a\",\"b\",\"c\"] | [[1],[0],[0]] | \"b\"",
                "max_by | [\"a\",\"b\",\"c\"] | [[1],[1],[0]] | \"b\""
            })
    void gives(String function, String input, String argument, String output) {
        assertThat(Json.text(call(function, input, argument))).isEqualTo(output);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "keys | null | null | null (null) has no keys",
                "to_entries | \"a\" | null | string (\"a\") has no keys",
                "has | [] | \"a\" | Cannot check whether array has a string key",
                "add | 1 | null | Cannot iterate over number (1)",
                "join | [\"1\",\"2\",[3,4,5]] | \",\" | string (\"1,2,\") and array ([3,4,5]) cannot be added",
                "join | [\"1\",\"2\"] | 0 | string (\"1\") and number (0) cannot be added",
                "flatten | [0] | -1 | flatten depth must not be negative",
                "flatten | [[0]] | \"a\" | string (\"a\") and number (1) cannot be subtracted",
                "transpose | [\"a\"] | null | Cannot index string with number (0)",
                "transpose | [true] | null | boolean (true) has no length",
                "from_entries | [1] | null | Cannot index number with string (\"key\")",
                "from_entries | [{\"key\":1}] | null | Cannot use number (1) as object key",
                "from_entries | [null] | null | Cannot use null (null) as object key",
                "contains | null | \"delete\" | null (null) and string (\"delete\") cannot have their containment checked",
                "contains | true | false | boolean (true) and boolean (false) cannot have their containment checked",
                "bsearch | \"aa\" | 0 | string (\"aa\") cannot be searched from",
                "sort | {} | null | object ({}) cannot be sorted, as it is not an array",
                "unique | 1 | null | number (1) cannot be sorted, as it is not an array",
                "group_by | {} | [] | object ({}) and array ([]) cannot be sorted, as they are not both arrays",
                "min | 1 | null | number (1) and number (1) cannot be iterated over",
                "max_by | [] | [1] | array ([]) and array ([1]) have wrong length"
            })
    void complains(String function, String input, String argument, String message) {
        assertThat(Json.error(() -> call(function, input, argument))).isEqualTo(message);
    }

    @Test
    void aCheckOfContainmentEndsAtTenThousandLevels() throws InterruptedException {
        Json.withDeepStack(() -> {
            JsonNode deep = Json.deepArray(10_001);
            assertThat(Search.contains(Json.deepArray(10_000), Json.of("[[]]"), Json.meter()))
                    .isTrue();
            assertThat(Json.error(() -> Search.contains(deep, deep, Json.meter())))
                    .isEqualTo("Containment check too deep");
        });
    }

    @Test
    void aStreamEndsEachContainerWithItsLastPath() {
        List<String> events = new ArrayList<>();
        Events.of(Json.of("[1,{\"a\":[],\"b\":2}]"), event -> events.add(Json.text(event)), Json.meter());
        assertThat(events).containsExactly("[[0],1]", "[[1,\"a\"],[]]", "[[1,\"b\"],2]", "[[1,\"b\"]]", "[[1]]");
    }

    @Test
    void aStreamEndsWhenNoMoreIsWanted() {
        List<JsonNode> events = new ArrayList<>();
        boolean all = Events.of(Json.of("[1,2,3]"), event -> !events.add(event), Json.meter());
        assertThat(all).isFalse();
        assertThat(events).hasSize(1);
    }
}
