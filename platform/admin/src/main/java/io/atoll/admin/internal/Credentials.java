package io.atoll.admin.internal;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one user, {@code admin}, and the digest of its password.
 *
 * <p>If there is no password to be had, the log says why, and no password is right.
 */
@Component(service = Credentials.class)
public final class Credentials {

    static final String USER = "admin";

    private static final Logger log = LoggerFactory.getLogger(Credentials.class);

    private final Optional<Digest> password;

    /** Reads the password of the data folder; shows one that was made just now on the terminal, if a person sits there. */
    @Activate
    public Credentials(BundleContext context) {
        this(
                context.getProperty("atoll.data"),
                context.getProperty("atoll.interactive") != null || context.getProperty("atoll.demo") != null,
                System.out);
    }

    Credentials(@Nullable String dataFolder, boolean personPresent, PrintStream terminal) {
        if (dataFolder == null) {
            log.error("Nobody can sign in with a password: the framework property atoll.data names no folder");
            this.password = Optional.empty();
        } else {
            this.password = open(new PasswordFile(Path.of(dataFolder)), personPresent, terminal);
        }
    }

    private static Optional<Digest> open(PasswordFile file, boolean personPresent, PrintStream terminal) {
        try {
            PasswordFile.Password found = file.open();
            if (found.fresh() && personPresent) {
                terminal.println("Password of " + USER + ": " + found.text() + "   (kept in " + file.path() + ")");
            } else if (found.fresh()) {
                log.info(
                        "A password for the user {} was made: see {}. 'bin/atoll login' prints a link that needs none.",
                        USER,
                        file.path());
            }
            return Optional.of(Digest.of(found.text()));
        } catch (PasswordFile.Unusable e) {
            log.error("Nobody can sign in with a password: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /** Whether this is the user and its password. */
    boolean right(String user, String candidate) {
        boolean sameUser = Digest.of(user).equals(Digest.of(USER));
        boolean samePassword = password.map(Digest.of(candidate)::equals).orElse(false);
        return sameUser && samePassword;
    }
}
