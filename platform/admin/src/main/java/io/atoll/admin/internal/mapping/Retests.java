package io.atoll.admin.internal.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.admin.internal.mapping.TestOperations.Failed;
import io.atoll.model.Mapping;
import io.atoll.pipeline.Catalog;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Integrations.Defaults;
import io.atoll.pipeline.Integrations.Integration;
import io.atoll.pipeline.Integrations.State;
import io.atoll.pipeline.Mapper;
import io.atoll.pipeline.Mapper.MalformedMapping;
import io.atoll.pipeline.MappingTests;
import io.atoll.pipeline.MappingTests.Result;
import io.atoll.spi.IntegrationId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the saved mapping tests of instances anew when their bundle, their mapping or the tests are others, and remembers how they stand.
 * Looked at by one thread, asked by any.
 */
@Component(service = Retests.class)
public final class Retests {

    private static final Logger log = LoggerFactory.getLogger(Retests.class);

    /** How often the catalog is asked whether the mapping that it holds is another one. */
    private static final Duration ASKED_EVERY = Duration.ofMinutes(1);

    /** How many failing tests a line of the log names. */
    private static final int NAMED = 5;

    private final MappingTests tests;
    private final Mapper mapper;
    private final Integrations integrations;
    private final MappingInForce inForce;
    private final InstantSource clock;
    private final Map<IntegrationId, Known> known = new ConcurrentHashMap<>();

    /** Runs these tests. */
    @Activate
    public Retests(
            @Reference MappingTests tests,
            @Reference Mapper mapper,
            @Reference Integrations integrations,
            @Reference Catalog catalog) {
        this(tests, mapper, integrations, catalog, InstantSource.system());
    }

    Retests(MappingTests tests, Mapper mapper, Integrations integrations, Catalog catalog, InstantSource clock) {
        this.tests = tests;
        this.mapper = mapper;
        this.integrations = integrations;
        this.inForce = new MappingInForce(integrations, catalog);
        this.clock = clock;
    }

    /**
     * How the tests of an instance stood.
     *
     * @param version of its bundle
     * @param at when they were run
     * @param results in the order of their files
     * @param problem why they could not be run; empty if they were
     */
    record Stood(String version, Instant at, List<Result> results, String problem) {}

    /**
     * What is known of the tests of an instance.
     *
     * @param cases the state of the tests
     * @param own the mapping of its configuration; {@code null} if the catalog holds it
     * @param mapping that was in force: a text that is equal for equal ones
     * @param askedAt when the mapping was read
     */
    private record Known(String cases, @Nullable JsonNode own, String mapping, Instant askedAt, Stood stood) {

        /** Whether bundle and tests are the same. */
        boolean holds(Integration now, String present) {
            return cases.equals(present) && stood.version().equals(now.version());
        }

        /** Whether the mapping need not be read again. */
        boolean isFresh(Integration now, Instant moment) {
            return Objects.equals(own, now.mapping()) && (own != null || moment.isBefore(askedAt.plus(ASKED_EVERY)));
        }
    }

    /** How the tests of an instance stood the last time; empty if it has none, or they were not run yet. */
    Optional<Stood> stood(IntegrationId id) {
        return Optional.ofNullable(known.get(id)).map(Known::stood);
    }

    /** Runs those that are due. While the catalog does not answer, those of mappings that it holds wait. */
    void look() throws InterruptedException {
        List<Integration> all = integrations.all();
        known.keySet().retainAll(all.stream().map(Integration::id).collect(Collectors.toSet()));
        boolean away = false;
        for (Integration each : all) {
            if (each.state() != State.READY || (away && each.mapping() == null)) {
                continue;
            }
            try {
                look(each);
            } catch (CatalogException unanswered) {
                away = true;
                log.debug("{}: its mapping tests wait for the catalog", each.id(), unanswered);
            }
        }
    }

    private void look(Integration integration) throws CatalogException, InterruptedException {
        IntegrationId id = integration.id();
        String cases = tests.state(id);
        if (cases.isEmpty()) {
            known.remove(id);
            return;
        }
        Known last = known.get(id);
        Instant now = clock.instant();
        if (last != null && last.holds(integration, cases) && last.isFresh(integration, now)) {
            return;
        }
        Subject subject = subject(integration);
        Stood stood =
                last != null && last.holds(integration, cases) && last.mapping().equals(subject.name())
                        ? last.stood()
                        : run(integration, subject, now);
        known.put(id, new Known(cases, integration.mapping(), subject.name(), now, stood));
        if (last == null || !stood.equals(last.stood())) {
            tell(id, stood, last == null);
        }
    }

    private Stood run(Integration integration, Subject subject, Instant now) {
        return new Stood(
                integration.version(),
                now,
                subject.mapping()
                        .map(mapping -> tests.run(integration.id(), mapping))
                        .orElse(List.of()),
                subject.problem());
    }

    /**
     * The mapping to test.
     *
     * @param problem why there is none; else empty
     */
    private record Subject(Optional<Mapping> mapping, String problem) {

        String name() {
            return mapping.map(Mapping::hash).orElse(problem);
        }
    }

    private Subject subject(Integration integration) throws CatalogException, InterruptedException {
        Optional<JsonNode> document = inForce.document(integration);
        try {
            @Nullable
            JsonNode tested = document.isPresent()
                    ? document.get()
                    : integrations
                            .defaults(integration.id())
                            .orElse(Defaults.NONE)
                            .mapping();
            return tested == null
                    ? new Subject(Optional.empty(), "it has no mapping yet")
                    : new Subject(Optional.of(mapper.read(tested)), "");
        } catch (MalformedMapping malformed) {
            return new Subject(Optional.empty(), "its mapping is not valid:\n" + malformed.getMessage());
        } catch (IllegalStateException unreadable) {
            return new Subject(Optional.empty(), "its default mapping cannot be read: " + unreadable.getMessage());
        }
    }

    /** Failures always; that all is well, only where it was looked at before. */
    private static void tell(IntegrationId id, Stood stood, boolean first) {
        int all = stood.results().size();
        List<String> failed = Failed.of(stood.results()).stream()
                .map(test -> test.name().isEmpty() ? test.file() : test.name())
                .toList();
        if (!failed.isEmpty()) {
            log.warn(
                    "{}: {} of {} saved mapping tests fail with version {} of its bundle: {}{}",
                    id,
                    failed.size(),
                    all,
                    stood.version(),
                    String.join(", ", failed.subList(0, Math.min(NAMED, failed.size()))),
                    failed.size() > NAMED ? ", …" : "");
        } else if (!stood.problem().isEmpty()) {
            log.warn("{}: its saved mapping tests cannot be run: {}", id, stood.problem());
        } else if (!first) {
            log.info("{}: all of {} saved mapping tests pass with version {} of its bundle", id, all, stood.version());
        }
    }
}
