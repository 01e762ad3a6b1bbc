package io.atoll.jq.internal.compile;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** What is known of the outputs of an expression, as a set of bits: the kinds of values, and three properties. */
final class Kinds {

    static final int NULL = 1;
    static final int FALSE = 1 << 1;
    static final int TRUE = 1 << 2;
    static final int NUMBER = 1 << 3;
    static final int TEXT = 1 << 4;
    static final int ARRAY = 1 << 5;
    static final int OBJECT = 1 << 6;

    static final int BOOLEAN = FALSE | TRUE;
    /** All values. */
    static final int ANY = NULL | BOOLEAN | NUMBER | TEXT | ARRAY | OBJECT;

    /** Exactly one output, unless there is an error. */
    static final int ONE = 1 << 7;
    /** No error, if members are asked of objects. */
    static final int SAFE = 1 << 8;
    /** An output for each element of something. */
    static final int EACH = 1 << 9;

    private static final List<String> NAMES = List.of("null", "false", "true", "number", "text", "array", "object");

    private static final Map<String, Integer> CALLS = new HashMap<>();

    static {
        put(0, "empty/0 error/0 error/1 halt/0 halt_error/0 halt_error/1");
        put(TEXT | ONE | SAFE, "tostring/0 tojson/0 type/0");
        put(BOOLEAN | ONE | SAFE, "not/0");
        put(
                TEXT | ONE,
                "ascii_downcase/0 ascii_upcase/0 join/1 todate/0 todateiso8601/0 strftime/1 implode/0 trim/0 ltrim/0 rtrim/0");
        put(TEXT, "sub/2 sub/3 gsub/2 gsub/3 splits/1 splits/2 strings/0");
        put(
                NUMBER | ONE,
                "length/0 utf8bytelength/0 tonumber/0 floor/0 ceil/0 round/0 sqrt/0 now/0 mktime/0 fromdate/0 fromdateiso8601/0");
        put(NUMBER, "range/1 range/2 range/3 numbers/0");
        put(
                BOOLEAN | ONE,
                "has/1 contains/1 inside/1 startswith/1 endswith/1 test/1 test/2 any/0 any/1 any/2 all/0 all/1 all/2");
        put(BOOLEAN | ONE, "isnan/0 isinfinite/0 isempty/1 IN/1 IN/2 toboolean/0");
        put(BOOLEAN, "booleans/0");
        put(
                ARRAY | ONE,
                "keys/0 keys_unsorted/0 to_entries/0 split/1 split/2 map/1 sort/0 sort_by/1 group_by/1 unique/0 unique_by/1");
        put(ARRAY | ONE, "flatten/0 flatten/1 explode/0 transpose/0");
        put(ARRAY, "paths/0 paths/1 arrays/0");
        put(OBJECT | ONE, "from_entries/0 with_entries/1");
        put(OBJECT, "match/1 match/2 capture/1 capture/2 objects/0");
        put(NULL, "nulls/0");
        put(NULL | NUMBER | ONE, "index/1 rindex/1");
    }

    private Kinds() {}

    private static void put(int kinds, String names) {
        for (String name : names.split(" ")) {
            CALLS.put(name, kinds);
        }
    }

    /** What a built-in function gives, by name and arity. */
    static int ofCall(String key) {
        return CALLS.getOrDefault(key, ANY);
    }

    /** What a constant is. */
    static int of(JsonNode value) {
        int kind = switch (value.getNodeType()) {
            case NULL -> NULL;
            case BOOLEAN -> value.booleanValue() ? TRUE : FALSE;
            case NUMBER -> NUMBER;
            case STRING -> TEXT;
            case ARRAY -> ARRAY;
            case OBJECT -> OBJECT;
            case BINARY, MISSING, POJO -> ANY;
        };
        return kind | ONE | SAFE;
    }

    /** The values alone, with both booleans if there is one. */
    static int types(int kinds) {
        return (kinds & ANY) | ((kinds & BOOLEAN) == 0 ? 0 : BOOLEAN);
    }

    /** Whether there is an output, and no output is null or false. */
    static boolean isAlwaysTrue(int kinds) {
        return (kinds & ANY) != 0 && (kinds & (NULL | FALSE)) == 0;
    }

    /** Whether all outputs are of the same type. */
    static boolean isOneType(int kinds) {
        int types = types(kinds);
        return types == BOOLEAN || Integer.bitCount(types) == 1;
    }

    /** Both, with the properties that both have, and with those of each element that one has. */
    static int either(int a, int b) {
        return ((a | b) & (ANY | EACH)) | (a & b & (ONE | SAFE));
    }

    /** The values, with the properties of an expression made of two parts. */
    static int made(int values, int a, int b) {
        return values | (a & b & (ONE | SAFE)) | ((a | b) & EACH);
    }

    /** For people. */
    static String name(int kinds) {
        StringJoiner names = new StringJoiner(" or ");
        int types = types(kinds);
        if ((types & BOOLEAN) != 0) {
            names.add("true or false");
        }
        for (int i = 0; i < NAMES.size(); i++) {
            int bit = 1 << i;
            if ((bit & BOOLEAN) == 0 && (types & bit) != 0) {
                names.add(
                        bit == NULL
                                ? "null"
                                : (bit & (ARRAY | OBJECT)) != 0 ? "an " + NAMES.get(i) : "a " + NAMES.get(i));
            }
        }
        return names.toString();
    }
}
