package io.atoll.jq.internal.command;

import io.atoll.jq.SyntaxException;

/** What is said of a text that is no program, as by jq; what is meant instead comes last. */
final class Refusal {

    /** Begins a proposal. */
    private static final String PROPOSAL = " is not defined; ";

    private final SyntaxException error;
    private final String reason;
    private final String proposal;

    Refusal(SyntaxException error) {
        this.error = error;
        String text = error.reason();
        int start = text.indexOf(PROPOSAL);
        this.reason = start < 0 ? text : text.substring(0, start + PROPOSAL.length() - 2);
        this.proposal = start < 0 ? "" : text.substring(start + PROPOSAL.length());
    }

    /** {@code jq: error: … at <top-level>, line 1, column 2:}. */
    String headline() {
        return "jq: error: " + reason + " at <top-level>, line "
                + error.position().line() + ", column " + error.position().column() + ":";
    }

    /** With the place and a caret. */
    String text() {
        StringBuilder text = new StringBuilder(headline());
        error.place().lines().forEach(line -> text.append("\n    ").append(line));
        if (!proposal.isEmpty()) {
            text.append("\njq: ").append(proposal);
        }
        return text.append("\njq: 1 compile error").toString();
    }
}
