package io.atoll.apply.internal.client;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says that the catalog answered a request with another status than 2xx; the message is status and reason, for people. */
public final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final String reason;
    private final @Nullable Duration retryAfter;

    /**
     * Makes one.
     *
     * @param status the HTTP status
     * @param code the catalog's name for it, such as {@code not_found}; empty if it gave none
     * @param reason the catalog's own words, of bounded length; for people only
     * @param retryAfter how long it asked to wait
     */
    Refusal(int status, String code, String reason, Optional<Duration> retryAfter) {
        super(reason.isEmpty() ? Integer.toString(status) : status + " " + reason);
        this.status = status;
        this.code = code;
        this.reason = reason;
        this.retryAfter = retryAfter.orElse(null);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The catalog's name for it, such as {@code not_found}; empty if it gave none. */
    public String code() {
        return code;
    }

    /** The catalog's own words. */
    public String reason() {
        return reason;
    }

    /** How long the catalog asked to wait. */
    Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
