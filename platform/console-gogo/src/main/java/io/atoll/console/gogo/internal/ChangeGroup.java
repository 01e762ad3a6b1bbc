package io.atoll.console.gogo.internal;

import io.atoll.pipeline.Change;

/** Changes as people look at them: first what becomes of them, then what is done. */
enum ChangeGroup {
    CREATE("to create"),
    UPDATE("to update"),
    DELETE("to delete"),
    UNKNOWN("unknown until written"),
    HELD("held for approval"),
    WITHHELD("withheld"),
    REFUSED("refused by the catalog"),
    REJECTED("rejected");

    private final String label;

    ChangeGroup(String label) {
        this.label = label;
    }

    static ChangeGroup of(Change change) {
        return switch (change.state()) {
            case HELD -> HELD;
            case WITHHELD -> WITHHELD;
            case REFUSED -> REFUSED;
            case REJECTED -> REJECTED;
            case PLANNED, DONE ->
                switch (change.action()) {
                    case CREATE -> CREATE;
                    case UPDATE -> UPDATE;
                    case DELETE -> DELETE;
                    case WRITE -> UNKNOWN;
                };
        };
    }

    /** As counts and headings name it. */
    String label() {
        return label;
    }
}
