package io.atoll.console.gogo.internal;

import io.atoll.pipeline.ActionDesk;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/**
 * An instance and its runs of actions, as {@code atoll:actions -o json} prints it in an array.
 *
 * @param integration {@code type~instance}
 * @param state {@code enabled} or {@code disabled}
 * @param trouble why no runs are claimed now; else empty
 * @param runs those that are queued, under way or not yet reported
 */
record ActionsView(String integration, String state, String trouble, List<Run> runs) {

    static ActionsView of(ActionDesk desk) {
        return new ActionsView(
                desk.integration().toString(),
                desk.open() ? "enabled" : "disabled",
                desk.trouble(),
                desk.runs().stream().map(Run::of).toList());
    }

    /**
     * A run of an action.
     *
     * @param id the catalog's id of it
     * @param action what is to be carried out
     * @param state {@code waiting}, {@code running}, {@code stuck} or {@code unreported}
     * @param since when it came into this state
     * @param detail what it waits for; else empty
     */
    record Run(String id, String action, String state, String since, String detail) {

        private static Run of(ActionDesk.Run run) {
            return new Run(
                    run.id(),
                    run.action(),
                    run.state().name().toLowerCase(Locale.ROOT),
                    run.since().truncatedTo(ChronoUnit.SECONDS).toString(),
                    run.detail());
        }
    }
}
