package io.atoll.catalog.internal.compute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.atoll.catalog.internal.model.CatalogEntity;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Timestamps;
import io.atoll.catalog.internal.search.Candidate;
import io.atoll.catalog.internal.search.Derived;
import io.atoll.catalog.internal.search.Related;
import io.atoll.catalog.internal.search.Rule;
import io.atoll.catalog.internal.search.RuleParser;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One aggregation property: a number over the entities of another blueprint that are related to an entity. */
final class Aggregation {

    private static final int MOST_SOURCES = 20_000;

    private final JsonNode definition;
    private final Derived derived;
    private final Clock clock;
    private final Related related;
    private final Optional<Rule> query;

    Aggregation(JsonNode definition, Derived derived, Clock clock) {
        this.definition = definition;
        this.derived = derived;
        this.clock = clock;
        this.related = Related.of(derived.view(), definition.path("target").asText(), definition.path("pathFilter"));
        this.query = definition.path("query").isObject()
                ? Optional.of(new RuleParser(derived.view(), "", clock).parse(definition.path("query")))
                : Optional.empty();
    }

    /** The number for an entity; null if there is nothing to compute it from. */
    JsonNode of(CatalogEntity entity) {
        var spec = definition.path("calculationSpec");
        var sources = sources(entity);
        var func = spec.path("func").asText();
        if (spec.path("calculationBy").asText().equals("entities")) {
            return func.equals("count") ? LongNode.valueOf(sources.size()) : perPeriod(sources.size(), sources);
        }
        var values = sources.stream()
                .map(source -> source.value(spec.path("property").asText()))
                .filter(JsonNode::isNumber)
                .map(JsonNode::decimalValue)
                .sorted()
                .toList();
        if (values.isEmpty()) {
            return NullNode.getInstance();
        }
        var sum = values.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        return switch (func) {
            case "sum" -> DecimalNode.valueOf(sum);
            case "min" -> DecimalNode.valueOf(values.get(0));
            case "max" -> DecimalNode.valueOf(values.get(values.size() - 1));
            case "median" -> DecimalNode.valueOf(median(values));
            case "average" ->
                spec.path("averageOf").asText("total").equals("total")
                        ? DecimalNode.valueOf(quotient(sum, BigDecimal.valueOf(values.size())))
                        : perPeriod(sum, sources);
            default -> NullNode.getInstance();
        };
    }

    private List<Candidate> sources(CatalogEntity entity) {
        var blueprint = derived.view().blueprint(definition.path("target").asText());
        var sources = new ArrayList<Candidate>();
        if (blueprint.isEmpty()) {
            return sources;
        }
        for (var ref : related.to(entity.ref())) {
            derived.view().entity(ref).map(found -> new Candidate(found, blueprint.get(), derived)).stream()
                    .filter(candidate -> query.isEmpty() || query.get().matches(candidate, clock))
                    .forEach(sources::add);
            if (sources.size() == MOST_SOURCES) {
                break;
            }
        }
        return sources;
    }

    private JsonNode perPeriod(long count, List<Candidate> sources) {
        return perPeriod(BigDecimal.valueOf(count), sources);
    }

    /** Divides by the number of periods since the first of the sources, at least one. */
    private JsonNode perPeriod(BigDecimal amount, List<Candidate> sources) {
        var spec = definition.path("calculationSpec");
        var period = switch (spec.path("averageOf").asText("total")) {
            case "hour" -> Duration.ofHours(1);
            case "day" -> Duration.ofDays(1);
            case "week" -> Duration.ofDays(7);
            case "month" -> Duration.ofDays(30);
            default -> null;
        };
        var measured = Optional.ofNullable(Json.text(spec, "measureTimeBy")).orElse("$createdAt");
        var first = sources.stream()
                .flatMap(source -> Timestamps.parse(source.value(measured).asText()).stream())
                .min(Instant::compareTo);
        if (period == null || first.isEmpty()) {
            return DecimalNode.valueOf(amount);
        }
        var elapsed = BigDecimal.valueOf(
                Duration.between(first.get(), clock.instant()).toMillis());
        var periods = quotient(elapsed, BigDecimal.valueOf(period.toMillis())).max(BigDecimal.ONE);
        return DecimalNode.valueOf(quotient(amount, periods));
    }

    private static BigDecimal median(List<BigDecimal> sorted) {
        var middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : quotient(sorted.get(middle - 1).add(sorted.get(middle)), BigDecimal.TWO);
    }

    private static BigDecimal quotient(BigDecimal dividend, BigDecimal divisor) {
        return new BigDecimal(dividend.divide(divisor, MathContext.DECIMAL64)
                .stripTrailingZeros()
                .toPlainString());
    }
}
