package io.atoll.map.internal;

/** Says that a record should have made an entity and cannot, and which part of the resource is why. */
final class Unmappable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String part;

    /**
     * Names the part and the reason.
     *
     * @param part as a dotted path
     * @param reason for people
     */
    Unmappable(String part, String reason) {
        super(reason, null, false, false);
        this.part = part;
    }

    /** Says that the thread was interrupted, whose flag stays. */
    static Unmappable cancelled(String part) {
        return new Unmappable(part, "the run was cancelled");
    }

    String part() {
        return part;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
