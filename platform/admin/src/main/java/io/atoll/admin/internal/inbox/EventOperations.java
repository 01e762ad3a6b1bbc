package io.atoll.admin.internal.inbox;

import static io.atoll.operation.Operation.get;
import static io.atoll.operation.Operation.post;

import io.atoll.admin.internal.operation.InstanceNames;
import io.atoll.admin.internal.operation.Paging;
import io.atoll.operation.Help;
import io.atoll.operation.Operation;
import io.atoll.operation.OperationGroup;
import io.atoll.operation.Refused;
import io.atoll.operation.Role;
import io.atoll.operation.Slice;
import io.atoll.pipeline.Inbox;
import io.atoll.pipeline.Inbox.Event;
import io.atoll.pipeline.Inbox.State;
import io.atoll.pipeline.Integrations;
import io.atoll.spi.IntegrationId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The inbox of live events. */
@Component
public final class EventOperations implements OperationGroup {

    private static final int ALL = 100_000;

    private final Inbox inbox;
    private final Integrations integrations;

    /** About this inbox. */
    @Activate
    public EventOperations(@Reference Inbox inbox, @Reference Integrations integrations) {
        this.inbox = inbox;
        this.integrations = integrations;
    }

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                get("events", "/events")
                        .role(Role.VIEWER)
                        .summary("Lists live events in one state, the oldest first")
                        .takes(Wanted.class)
                        .lists(EventSummary.class)
                        .by((caller, wanted) -> list(
                                wanted.state() == null ? State.WAITING : wanted.state(),
                                wanted.integration(),
                                Paging.of(wanted.limit(), wanted.cursor()))),
                get("deadletters", "/events/dead")
                        .role(Role.VIEWER)
                        .summary(
                                "Lists the live events that could not be handled and wait for a person, the oldest first")
                        .takes(Dead.class)
                        .lists(EventSummary.class)
                        .by((caller, dead) ->
                                list(State.DEAD, dead.integration(), Paging.of(dead.limit(), dead.cursor()))),
                get("events counts", "/events/counts")
                        .role(Role.VIEWER)
                        .summary("Counts the live events of each path by how they stand")
                        .takes(Part.class)
                        .lists(LaneView.class)
                        .by((caller, part) -> counts(Paging.of(part.limit(), part.cursor()))),
                get("event", "/events/{event}")
                        .role(Role.VIEWER)
                        .summary("Shows a live event with its headers and its body")
                        .takes(One.class)
                        .answers(EventView.class)
                        .by((caller, one) -> EventView.of(find(one.event()))),
                post("events replay", "/events/replay")
                        .role(Role.OPERATOR)
                        .summary("Handles dead live events again")
                        .takes(Which.class)
                        .answers(Settled.class)
                        .by((caller, which) -> new Settled(inbox.replay(numbers(which)))),
                post("events discard", "/events/discard")
                        .role(Role.OPERATOR)
                        .summary("Forgets dead live events")
                        .takes(Which.class)
                        .answers(Settled.class)
                        .by((caller, which) -> new Settled(inbox.drop(numbers(which)))));
    }

    private Slice<EventSummary> list(State state, @Nullable String written, Paging paging) throws Refused {
        @Nullable IntegrationId integration = written == null ? null : instance(written);
        int enough = (int) Math.min(paging.skip() + paging.limit() + 1, ALL);
        return Paging.map(paging.of(inbox.list(state, integration, enough)), EventSummary::of);
    }

    private Slice<LaneView> counts(Paging paging) {
        return paging.of(inbox.counts().entrySet().stream()
                .map(lane -> LaneView.of(lane.getKey(), lane.getValue()))
                .sorted(Comparator.comparing(LaneView::integration).thenComparing(LaneView::path))
                .toList());
    }

    private Event find(long number) throws Refused {
        return inbox.find(number).orElseThrow(() -> Refused.unknown("event", "there is no event " + number));
    }

    private Collection<Long> numbers(Which which) throws Refused {
        List<Long> named = which.events() == null ? List.of() : which.events();
        if (which.integration() == null) {
            if (named.isEmpty()) {
                throw Refused.invalid("events", "name the events by 'events', or all of an instance by 'integration'");
            }
            for (long number : named) {
                if (find(number).state() != State.DEAD) {
                    throw Refused.conflict("event " + number + " is not dead");
                }
            }
            return new TreeSet<>(named);
        }
        if (!named.isEmpty()) {
            throw Refused.invalid("events", "say either 'events' or 'integration'");
        }
        return inbox.list(State.DEAD, instance(which.integration()), ALL).stream()
                .map(Event::number)
                .toList();
    }

    private IntegrationId instance(String written) throws Refused {
        var names = new TreeSet<>(InstanceNames.of(integrations).names());
        inbox.counts().keySet().forEach(lane -> names.add(lane.integration().toString()));
        return new InstanceNames(names).find(written);
    }

    record Wanted(
            @Help("in which state; waiting if not said") @Nullable
            State state,

            @Help("only of this instance: " + InstanceNames.HELP) @Nullable
            String integration,

            @Help(Paging.LIMIT) @Nullable Integer limit,
            @Help(Paging.CURSOR) @Nullable String cursor) {}

    record Dead(
            @Help("only of this instance: " + InstanceNames.HELP) @Nullable
            String integration,

            @Help(Paging.LIMIT) @Nullable Integer limit,
            @Help(Paging.CURSOR) @Nullable String cursor) {}

    record Part(
            @Help(Paging.LIMIT) @Nullable Integer limit,
            @Help(Paging.CURSOR) @Nullable String cursor) {}

    record One(@Help("the number of the event") long event) {}

    record Which(
            @Help("the numbers of dead events") @Nullable List<Long> events,

            @Help("all dead events of this instance: " + InstanceNames.HELP) @Nullable
            String integration) {}

    /** What became of dead events. */
    record Settled(@Help("how many there were") long count) {}
}
