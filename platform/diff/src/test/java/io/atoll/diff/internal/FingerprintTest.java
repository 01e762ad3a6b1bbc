package io.atoll.diff.internal;

import static io.atoll.diff.internal.Entities.entity;
import static io.atoll.diff.internal.Entities.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintTest {

    private static final ValueHash HASH = Hashes.random().secret();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            1                     | 1.0
            100                   | 1e2
            0                     | -0.0
            12345678901234567890  | 12345678901234567168
            0.1                   | 0.10
            {a: 1, b: [2, {c: 3}]} | {b: [2.0, {c: 3}], a: 1}
            'é'                   | '\\u00e9'
            """)
    void writesOfTheSameValueAreEqual(String one, String other) {
        assertThat(HASH.of(json(one))).isEqualTo(HASH.of(json(other)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            1            | '1'
            true         | 'true'
            null         | 'null'
            0            | false
            [1, 2]       | [2, 1]
            [1, [2]]     | [[1], 2]
            ['ab', 'c']  | ['a', 'bc']
            []           | {}
            []           | [[]]
            [1]          | 1
            {a: null}    | {}
            {a: 'b'}     | {b: 'a'}
            {a: {b: 1}}  | {a: {}, b: 1}
            'a'          | 'A'
            'a'          | 'a '
            9007199254740991 | 9007199254740990
            """)
    void differentValuesDiffer(String one, String other) {
        assertThat(HASH.of(json(one))).isNotEqualTo(HASH.of(json(other)));
    }

    @Test
    void theOrderOfKeysNeverMatters() {
        Random random = new Random(1);
        for (int round = 0; round < 200; round++) {
            JsonNode value = randomValue(random, 3);

            assertThat(HASH.of(shuffled(value, random))).isEqualTo(HASH.of(value));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {title: 'T'}                             | {title: 'T', icon: 'I'}
            {}                                       | {title: 'T', properties: {a: 1}}
            {properties: {a: 1}}                     | {properties: {a: 1, b: 2}}
            {properties: {a: null}}                  | {}
            {properties: {a: null}}                  | {properties: {a: null}}
            {title: null, relations: {owner: null}}  | {}
            {team: 'x'}                              | {team: ['x']}
            {team: ['x']}                            | {team: 'x'}
            {team: ['x', 'y']}                       | {team: ['y', 'x']}
            {team: null}                             | {team: []}
            {team: []}                               | {}
            {team: ['x', 'x']}                       | {team: ['x']}
            {team: 5, title: 6, icon: 7}             | {team: ['5'], title: '6', icon: '7'}
            {relations: {owner: 'o'}}                | {relations: {owner: ['o']}}
            {relations: {owner: ['o']}}              | {relations: {owner: 'o'}}
            {relations: {owner: 5}}                  | {relations: {owner: '5'}}
            {relations: {owners: []}}                | {relations: {owners: null}}
            {relations: {owners: null}}              | {relations: {owners: []}}
            {relations: {owners: ['o', 'o']}}        | {relations: {owners: ['o']}}
            {relations: {owner: 'o'}}                | {relations: {owner: 'o', other: 'p'}}
            {relations: {owners: ['o', 'p']}}        | {relations: {owners: ['o', 'p']}}
            """)
    void agreesIfEveryMappedFieldIsHeld(String produced, String held) {
        assertThat(agrees(produced, held)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {title: 'T'}                  | {title: 't'}
            {title: 'T'}                  | {}
            {title: null}                 | {title: 'T'}
            {icon: 'Git'}                 | {icon: 'GitHub'}
            {title: 'T'}                  | {icon: 'T'}
            {properties: {a: 1}}          | {properties: {b: 1}}
            {properties: {a: 1}}          | {relations: {a: 1}}
            {properties: {a: null}}       | {properties: {a: false}}
            {properties: {a: ''}}         | {}
            {properties: {a: []}}         | {}
            {properties: {a: {b: null}}}  | {properties: {a: {}}}
            {team: 'x'}                   | {team: ['x', 'y']}
            {team: []}                    | {team: ['x']}
            {relations: {o: ['a', 'b']}}  | {relations: {o: ['b', 'a']}}
            {relations: {o: {combinator: 'and'}}} | {relations: {o: {combinator: 'and'}}}
            {team: {combinator: 'and'}}   | {team: {combinator: 'and'}}
            {team: ['x', {rules: []}]}    | {team: ['x', {rules: []}]}
            """)
    void disagreesIfAMappedFieldIsHeldDifferently(String produced, String held) {
        assertThat(agrees(produced, held)).isFalse();
    }

    @Test
    void whatIsProducedOverWhatIsHeldKeepsTheRest() {
        State held = held("{title: 'T', properties: {a: 1, b: 2}}");
        Fingerprint produced = produced("{properties: {a: 3, b: null, c: 4}}");

        State.Step first = held.take(produced);
        State.Step again = first.after().take(produced);
        State.Step rest = first.after().take(produced("{title: 'T'}"));

        assertThat(first.changes()).isEqualTo(3);
        assertThat(first.conflicts()).isZero();
        assertThat(again.changes()).isZero();
        assertThat(again.conflicts()).isZero();
        assertThat(again.after().longs()).isEqualTo(first.after().longs());
        assertThat(rest.changes()).isZero();
    }

    @Test
    void whatWasProducedFirstIsKept() {
        State held = held("{title: 'T', properties: {a: 1, b: 2}}");

        State.Step first = held.take(produced("{title: 'T', properties: {b: null}}"));
        State.Step second = first.after().take(produced("{title: 'U', properties: {a: 3, b: 2}}"));

        assertThat(first.changes()).isEqualTo(1);
        assertThat(second.changes()).isEqualTo(1);
        assertThat(second.conflicts()).isEqualTo(2);
    }

    @Test
    void takesTwoNumbersForAHeldFieldThatIsNotNull() {
        assertThat(held("{title: 'T', icon: null, properties: {a: 1, b: null}}").longs())
                .hasSize(4);
    }

    private static State held(String json) {
        return State.held(Fingerprint.held(Field.of(entity("e", json)), HASH));
    }

    private static Fingerprint produced(String json) {
        return Fingerprint.produced(Field.of(entity("e", json)), HASH);
    }

    private static boolean agrees(String produced, String held) {
        return held(held).take(produced(produced)).changes() == 0;
    }

    private static JsonNode randomValue(Random random, int depth) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (depth == 0 || random.nextInt(3) == 0) {
            return random.nextBoolean() ? nodes.numberNode(random.nextInt(9)) : nodes.textNode("t" + random.nextInt(9));
        }
        if (random.nextBoolean()) {
            return nodes.arrayNode().add(randomValue(random, depth - 1)).add(randomValue(random, depth - 1));
        }
        ObjectNode object = nodes.objectNode();
        for (int i = 0; i < 5; i++) {
            object.set("key" + random.nextInt(9), randomValue(random, depth - 1));
        }
        return object;
    }

    private static JsonNode shuffled(JsonNode value, Random random) {
        if (!value.isObject()) {
            return value;
        }
        List<String> names = new ArrayList<>();
        value.fieldNames().forEachRemaining(names::add);
        Collections.shuffle(names, random);
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        names.forEach(name -> object.set(name, shuffled(value.get(name), random)));
        return object;
    }
}
