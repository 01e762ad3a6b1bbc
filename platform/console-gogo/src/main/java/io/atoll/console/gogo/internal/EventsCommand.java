package io.atoll.console.gogo.internal;

import io.atoll.pipeline.Inbox;
import io.atoll.pipeline.Inbox.Event;
import io.atoll.pipeline.Inbox.State;
import io.atoll.pipeline.Integrations;
import io.atoll.spi.IntegrationId;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code atoll:events}, {@code atoll:deadletters} and {@code atoll:replay}: the live events that wait, and those that wait for a person. */
@Component(service = EventsCommand.class)
@GogoCommand(
        scope = "atoll",
        function = {"events", "deadletters", "replay"})
public final class EventsCommand {

    private static final int ALL = 100_000;

    private final Inbox inbox;
    private final Integrations integrations;

    @Activate
    public EventsCommand(@Reference Inbox inbox, @Reference Integrations integrations) {
        this.inbox = inbox;
        this.integrations = integrations;
    }

    @Descriptor(
            "counts the live events of each path: those that wait, are being handled, are dead, and were done lately")
    public void events(
            CommandSession session,
            @Descriptor("the form of the output: table (default) or json")
                    @Parameter(
                            names = {"-o", "--output"},
                            absentValue = "table")
                    String form,
            String... none)
            throws CommandException {
        Output output = Output.of(session, form);
        Arguments.of("atoll:events", none).none();

        List<LaneView> lanes = inbox.counts().entrySet().stream()
                .map(lane -> LaneView.of(lane.getKey(), lane.getValue()))
                .toList();
        output.print(lanes, () -> LaneView.text(lanes, output.width()));
    }

    @Descriptor("lists the live events that could not be handled, the oldest first; of a single one, all that is known")
    public void deadletters(
            CommandSession session,
            @Descriptor("the form of the output: table (default) or json")
                    @Parameter(
                            names = {"-o", "--output"},
                            absentValue = "table")
                    String form,
            @Descriptor("how many; 20 by default")
                    @Parameter(
                            names = {"-n", "--number"},
                            absentValue = "20")
                    String number,
            @Descriptor("forget those that are named")
                    @Parameter(
                            names = {"--drop"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean drop,
            @Descriptor("numbers of events, or one instance: type~instance, or type if it has one instance")
                    String... which)
            throws CommandException, InterruptedException {
        Output output = Output.of(session, form);
        int limit = (int) Math.min(Arguments.count("-n", number), ALL);
        Arguments words = Arguments.of("atoll:deadletters", which);
        if (drop) {
            Collection<Long> numbers = numbers(words.atLeastOne("the numbers of events, or an instance"));
            SettledView dropped = new SettledView("dropped", inbox.drop(numbers));
            output.print(dropped, () -> dropped.count() + " dead events were dropped\n");
        } else if (words.words().size() == 1 && numeric(words.words().getFirst())) {
            EventView event = EventView.of(dead(words.words().getFirst()), true);
            output.print(event, event::text);
        } else {
            IntegrationId of = integration(words);
            List<EventView> events = inbox.list(State.DEAD, of, limit).stream()
                    .map(event -> EventView.of(event, false))
                    .toList();
            output.print(events, () -> EventView.text(events, output.width()));
        }
    }

    @Descriptor("handles dead live events again")
    public void replay(
            CommandSession session,
            @Descriptor("the form of the output: table (default) or json")
                    @Parameter(
                            names = {"-o", "--output"},
                            absentValue = "table")
                    String form,
            @Descriptor("numbers of events, or one instance for all of it") String... which)
            throws CommandException, InterruptedException {
        Output output = Output.of(session, form);
        Collection<Long> numbers =
                numbers(Arguments.of("atoll:replay", which).atLeastOne("the numbers of dead events, or an instance"));

        SettledView replayed = new SettledView("replayed", inbox.replay(numbers));
        output.print(replayed, () -> replayed.count() + " dead events wait again\n");
    }

    private Event dead(String number) throws CommandException {
        return inbox.find(Long.parseLong(number))
                .filter(event -> event.state() == State.DEAD)
                .orElseThrow(() -> new CommandException(
                        "there is no dead event " + number + "; 'atoll:deadletters' lists those there are"));
    }

    private Collection<Long> numbers(List<String> words) throws CommandException {
        if (words.size() == 1 && !numeric(words.getFirst())) {
            return inbox.list(State.DEAD, find(words.getFirst()), ALL).stream()
                    .map(Event::number)
                    .toList();
        }
        Collection<Long> numbers = new TreeSet<>();
        for (String word : words) {
            if (!numeric(word)) {
                throw new CommandException("'" + word + "' is not the number of an event");
            }
            numbers.add(Long.valueOf(word));
        }
        return numbers;
    }

    private @Nullable IntegrationId integration(Arguments words) throws CommandException {
        var written = words.atMostOne("one instance, or the number of an event");
        return written.isEmpty() ? null : find(written.get());
    }

    private IntegrationId find(String written) throws CommandException {
        Collection<String> names = new TreeSet<>();
        integrations.all().forEach(integration -> names.add(integration.id().toString()));
        inbox.counts().keySet().forEach(lane -> names.add(lane.integration().toString()));
        return new InstanceNames(names).find(written);
    }

    private static boolean numeric(String word) {
        return word.matches("[0-9]{1,18}");
    }

    /**
     * What became of dead events, as {@code atoll:replay -o json} prints it.
     *
     * @param action {@code replayed} or {@code dropped}
     * @param count how many
     */
    record SettledView(String action, long count) {}
}
