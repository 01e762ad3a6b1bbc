package io.atoll.kit.http;

import io.atoll.spi.IntegrationException;

/** With which status a server refused a call: the cause of the exception that tells people of it. */
public final class Refused extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;

    /** By a status that is not of the 2xx. */
    public Refused(int status) {
        super("status " + status, null, false, false);
        this.status = status;
    }

    /** The status, such as 403. */
    public int status() {
        return status;
    }

    /** Whether a call was refused with a status. */
    public static boolean with(int status, IntegrationException failure) {
        return failure.getCause() instanceof Refused refused && refused.status == status;
    }
}
