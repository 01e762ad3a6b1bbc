package io.atoll.map.internal.command;

/** How the command ended, from best to worst. */
enum Status {
    /** As it should be. */
    FINE(0),
    /** A case differs, or a line could not be read. */
    DIFFERENT(1),
    /** The usage or a file is wrong. */
    UNUSABLE(2);

    private final int code;

    Status(int code) {
        this.code = code;
    }

    /** The exit status of the process. */
    int code() {
        return code;
    }

    /** The worse of two. */
    Status and(Status other) {
        return other.code > code ? other : this;
    }
}
