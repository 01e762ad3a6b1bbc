package io.atoll.apply.internal.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.apply.internal.endpoint.IntegrationRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a first run would meet and do.
 *
 * @param subject what is checked
 * @param known the catalog's record of it; empty if there is none
 * @param present the catalog's blueprints, by identifier
 * @param owned how many entities of each blueprint it owns
 */
record Forecast(Subject subject, Optional<JsonNode> known, Map<String, JsonNode> present, Map<String, Long> owned) {

    /** How the catalog calls an installation that it does not run itself. */
    private static final String OURS = "OnPrem";

    /** An expression that gives always the same text. */
    private static final Pattern CONSTANT = Pattern.compile("\\s*\"([^\"\\\\]*)\"\\s*");

    /** The mapping by which the first run would read: the one in the record, or else the default one. */
    JsonNode mapping() {
        return known.map(record -> record.path("config"))
                .filter(config -> !config.isEmpty())
                .orElse(subject.mapping());
    }

    /** What stands in the way of the run, or of some of its entities. */
    List<String> problems() {
        var problems = new ArrayList<String>();
        known.map(record -> record.path("installationType").asText(OURS))
                .filter(type -> !type.equals(OURS))
                .ifPresent(type -> problems.add("the catalog knows it as an installation of type " + type
                        + ", which is run elsewhere: no run would begin; give this one another name"));
        known.map(record ->
                        record.path("installationAppType").asText(subject.id().type()))
                .filter(type -> !type.equals(subject.id().type()))
                .ifPresent(type -> problems.add("the catalog knows it as an integration of type '" + type
                        + "': give this one another name, or the two write over each other"));
        if (mapping().isEmpty()) {
            problems.add("there is no mapping, neither in the catalog nor by default: write one in the catalog");
        }
        targets().stream()
                .filter(target -> !present.containsKey(target) && !created().contains(target))
                .forEach(target -> problems.add("the mapping writes to blueprint '" + target
                        + "', which the catalog does not have: create it, or change the mapping"));
        if (!subject.kinds().contains("*")) {
            kinds().stream()
                    .filter(kind -> !subject.kinds().contains(kind))
                    .forEach(kind -> problems.add("nothing reads kind '" + kind + "' of the mapping"));
        }
        return problems;
    }

    /** What the catalog has of it. */
    List<String> findings() {
        var findings = new ArrayList<String>();
        findings.add(known.map(record -> "it is known, in version "
                        + record.path("version").asText("?") + "; its first installation is "
                        + (IntegrationRecord.installed(record) ? "finished" : "not finished"))
                .orElse("it is not known there"));
        findings.add(owned.isEmpty() ? "it owns no entities" : "it owns entities: " + counts());
        if (known.isPresent() && !subject.mapping().isEmpty()) {
            findings.add(
                    mapping().equals(subject.mapping())
                            ? "its mapping is the default one"
                            : "its mapping is not the default one, and stays");
        }
        for (JsonNode blueprint : subject.blueprints()) {
            String identifier = blueprint.path("identifier").asText();
            JsonNode there = present.get(identifier);
            if (there != null) {
                BlueprintComparison.of(blueprint, there)
                        .forEach(difference -> findings.add("blueprint " + identifier + ": " + difference));
            }
        }
        return findings;
    }

    /** What the first run would change beside entities. */
    List<String> changes() {
        var changes = new ArrayList<String>();
        if (known.isEmpty()) {
            changes.add("makes it known");
            if (!subject.mapping().isEmpty()) {
                changes.add("gives it the default mapping");
            }
        }
        if (!created().isEmpty()) {
            changes.add("creates the blueprints " + String.join(", ", created()));
        } else if (installs() && !subject.blueprints().isEmpty()) {
            changes.add("creates no blueprint, as there are some of the default ones");
        }
        if (changes.isEmpty()) {
            changes.add("changes nothing but entities");
        }
        return changes;
    }

    private boolean installs() {
        return subject.initialize() && !known.map(IntegrationRecord::installed).orElse(false);
    }

    /** The blueprints that it would create: all of the default ones, or none. */
    private TreeSet<String> created() {
        var created = new TreeSet<String>();
        if (installs()) {
            subject.blueprints()
                    .forEach(blueprint ->
                            created.add(blueprint.path("identifier").asText()));
        }
        return created.stream().anyMatch(present::containsKey) ? new TreeSet<>() : created;
    }

    private TreeSet<String> kinds() {
        var kinds = new TreeSet<String>();
        mapping()
                .path("resources")
                .forEach(resource -> kinds.add(resource.path("kind").asText()));
        return kinds;
    }

    /** The blueprints that the mapping names outright. */
    private TreeSet<String> targets() {
        var targets = new TreeSet<String>();
        mapping().path("resources").forEach(resource -> {
            JsonNode mappings = resource.at("/port/entity/mappings");
            for (JsonNode one : mappings.isArray() ? mappings.valueStream().toList() : List.of(mappings)) {
                Matcher constant = CONSTANT.matcher(one.path("blueprint").asText());
                if (constant.matches()) {
                    targets.add(constant.group(1));
                }
            }
        });
        return targets;
    }

    private String counts() {
        var counts = new ArrayList<String>();
        new TreeMap<>(owned).forEach((blueprint, count) -> counts.add(count + " of " + blueprint));
        return String.join(", ", counts);
    }
}
