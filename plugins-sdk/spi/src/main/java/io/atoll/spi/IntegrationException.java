package io.atoll.spi;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says that a third party could not be read or acted upon, and by its subtype what the platform shall do about it.
 *
 * <p>The message is shown to people as it is: say what failed, where (host, path, repository), and what to do. It must hold no
 * secret.
 */
public abstract sealed class IntegrationException extends Exception {

    private static final long serialVersionUID = 1L;

    private IntegrationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** What people are shown. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /** The configuration or the mapping's selector is wrong. A person must change it; the platform does not try again by itself. */
    public static final class Misconfigured extends IntegrationException {

        private static final long serialVersionUID = 1L;

        /** Names the property or selector key and what is wrong with it. */
        public Misconfigured(String message) {
            super(message, null);
        }

        /** The same, with the error that revealed it. */
        public Misconfigured(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The third party refused the credentials, or they lack a right. The platform stops calling until they change. */
    public static final class Unauthorized extends IntegrationException {

        private static final long serialVersionUID = 1L;

        /** Names the credential and the right that it lacks. */
        public Unauthorized(String message) {
            super(message, null);
        }

        /** The same, with the error that revealed it. */
        public Unauthorized(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The third party cannot be reached, or asked to wait. The same call may succeed later. */
    public static final class Unavailable extends IntegrationException {

        private static final long serialVersionUID = 1L;

        private final @Nullable Duration retryAfter;

        /** Names the host and what it answered. */
        public Unavailable(String message) {
            this(message, null, null);
        }

        /** The same, with the error that revealed it. */
        public Unavailable(String message, Throwable cause) {
            this(message, null, cause);
        }

        /** The same, with the time for which the third party asked; {@code null} if it named none. */
        public Unavailable(String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
            super(message, cause);
            this.retryAfter = retryAfter;
        }

        /** How long the third party asked to wait, if it did. */
        public Optional<Duration> retryAfter() {
            return Optional.ofNullable(retryAfter);
        }
    }

    /** The third party answered what the integration does not understand: a defect here, or a change there. */
    public static final class Unexpected extends IntegrationException {

        private static final long serialVersionUID = 1L;

        /** Names the call and what was expected of its answer. */
        public Unexpected(String message) {
            super(message, null);
        }

        /** The same, with the error that revealed it. */
        public Unexpected(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
