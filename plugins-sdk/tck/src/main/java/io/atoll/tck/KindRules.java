package io.atoll.tck;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.model.Resource;
import io.atoll.spi.IntegrationException.Misconfigured;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is read where nothing goes wrong.
 *
 * @param bench where it runs
 */
record KindRules(Bench bench) {

    private static final String MISSPELT = "selektor";

    /** Every kind, each record once, by requests that the third party knows. */
    void readsEveryKindAndAsksOnlyForWhatIsThere() {
        List<Outcome> outcomes = bench.box.readAll(Bench.ONE);
        assertThat(bench.party.unknown())
                .as(
                        "requests that the third party of the tests does not know: add routes for them, or mend the integration")
                .isEmpty();
        for (Outcome outcome : outcomes) {
            Bench.assertComplete(outcome, "from a third party without faults");
            assertThat(outcome.records())
                    .as(
                            "the third party of the tests has no record of kind '%s': add some to its routes",
                            outcome.kind())
                    .isNotEmpty();
            assertThat(outcome.records())
                    .as(
                            "records of kind '%s' are JSON objects; an object that is handed to emit as it is gives its values",
                            outcome.kind())
                    .allMatch(JsonNode::isObject);
            assertThat(repeated(outcome))
                    .as("records of kind '%s' that were pushed more than once", outcome.kind())
                    .isEmpty();
        }
        assertThat(bench.party.defects())
                .as("what the responders of the third party threw")
                .isEmpty();
    }

    private static List<JsonNode> repeated(Outcome outcome) {
        var seen = new HashSet<JsonNode>();
        return outcome.records().stream().filter(record -> !seen.add(record)).toList();
    }

    /** A third party with nothing in it is an empty catalog, and no error. */
    void readsAThirdPartyThatHasNothing() {
        bench.party.fail(Fault.empty());
        for (Outcome outcome : bench.box.readAll(Bench.ONE)) {
            Bench.assertComplete(outcome, "from a third party whose lists are empty");
        }
    }

    /** A key that the selector does not have is named. */
    void refusesAMisspeltSelectorByName() {
        for (Resource resource : bench.box.resources()) {
            ObjectNode selector = resource.selector().deepCopy().put(MISSPELT, 1);
            Outcome outcome = bench.box.read(Bench.ONE, bench.box.with(resource, selector));
            assertThat(outcome.failedWith(Misconfigured.class) && told(outcome).contains(MISSPELT))
                    .as(
                            "kind '%s': the selector has the key '%s', which nobody knows, so Misconfigured is to be thrown with its name;"
                                    + " but it %s. ResyncRequest.selector does that; a kind without keys of its own has an empty record",
                            outcome.kind(), MISSPELT, outcome)
                    .isTrue();
        }
    }

    private static String told(Outcome outcome) {
        return outcome.failures().values().stream()
                .map(failure -> String.valueOf(failure.getMessage()))
                .collect(Collectors.joining(" "));
    }

    /** The default mapping reads what records have, and fills what blueprints have. */
    void mapsWhatRecordsAndBlueprintsHave() {
        var rules = new MappingRules(bench.box.files().resource("blueprints"));
        List<Resource> resources = bench.box.resources();
        int index = 0;
        for (JsonNode resource : bench.box.files().resource("port-app-config").path("resources")) {
            rules.check(
                    resource, bench.box.read(Bench.ONE, resources.get(index++)).records());
        }
        assertThat(rules.faults())
                .as(
                        "the default mapping does not fit: mend the path, or give the third party of the tests a record that has it")
                .isEmpty();
    }
}
