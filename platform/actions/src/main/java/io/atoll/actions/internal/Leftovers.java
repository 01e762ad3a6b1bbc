package io.atoll.actions.internal;

import io.atoll.actions.internal.Mark.Phase;
import io.atoll.pipeline.ActionDesk.Run;
import io.atoll.pipeline.ActionDesk.State;
import io.atoll.pipeline.ActionRuns;
import io.atoll.pipeline.ActionRuns.Ref;
import io.atoll.pipeline.Catalog.CatalogException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Marked runs that nobody works on any more: those that a crash cut off, and those whose end the catalog did not take. */
final class Leftovers {

    private static final Logger log = LoggerFactory.getLogger(Leftovers.class);
    private static final String CUT_OFF =
            "The platform stopped while this was carried out; it is not known whether it took effect."
                    + " Look at the third party before you start it again.";
    private static final String NOT_BEGUN = "The platform stopped, or lost the catalog, while it acknowledged this run."
            + " It did not begin: start it again.";

    private final Workshop shop;
    private final Set<Ref> tried = new HashSet<>();

    Leftovers(Workshop shop) {
        this.shop = shop;
    }

    /** Those that the catalog does not know the end of. */
    List<Run> runs() {
        try {
            return open().map(mark -> new Run(mark.ref().id(), mark.action(), State.UNREPORTED, mark.since(), ""))
                    .toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    /** A run that was worked on when its mark was read may have another one now, and comes the next time. */
    private Stream<Mark> open() throws IOException {
        Set<Ref> before = shop.buffer().refs();
        return shop.journal().all().stream()
                .filter(mark -> !before.contains(mark.ref()) && !shop.buffer().holds(mark.ref()));
    }

    /** Reports them; what the catalog does not take stays. Those of another catalog are tried once: it may be the same under a new address. */
    void settle(ActionRuns runs) throws IOException, InterruptedException {
        List<Mark> marks = new ArrayList<>(open().toList());
        Collections.shuffle(marks);
        for (Mark mark : marks) {
            boolean foreign = !mark.catalog().equals(runs.catalog());
            if (comesAgain(mark) || (foreign && !tried.add(mark.ref()))) {
                continue;
            }
            try {
                shop.report().send(runs, mark.at(end(mark, runs), mark.since()));
            } catch (CatalogException untold) {
                log.warn("{}: run {} is reported later: {}", shop.integration(), mark.ref(), untold.getMessage());
                return;
            }
        }
    }

    private static Phase end(Mark mark, ActionRuns runs) throws CatalogException, InterruptedException {
        return switch (mark.phase()) {
            case Phase.Claimed claimed -> {
                boolean ignored = runs.acknowledge(mark.ref());
                yield Phase.Over.failed(NOT_BEGUN);
            }
            case Phase.Begun begun -> Phase.Over.failed(CUT_OFF);
            case Phase.Over over -> over;
            case Phase.Continues on -> on;
        };
    }

    /** A run that was not acknowledged is claimed again when the catalog gives up waiting. */
    private boolean comesAgain(Mark mark) {
        Duration soon = shop.terms().visibility().plus(shop.terms().interval().multipliedBy(2));
        return mark.phase() instanceof Phase.Claimed && mark.since().plus(soon).isAfter(shop.now());
    }
}
