package io.atoll.launcher;

/** Says why the platform cannot start here, and what to do: one line for people. */
public final class UnusableInstallation extends Exception {

    private static final long serialVersionUID = 1L;

    UnusableInstallation(String message) {
        super(message);
    }
}
