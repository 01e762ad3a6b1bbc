package io.atoll.catalog.internal.auth;

import io.atoll.catalog.internal.store.DataFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Who may use the API: one pair of credentials and the tokens given for it. */
@Component(service = Access.class)
public final class Access {

    /** The id of the one organization. */
    public static final String ORGANIZATION = "org_atoll";

    private final Credentials credentials;
    private final Tokens tokens;

    @Activate
    public Access(BundleContext context) throws IOException {
        this(DataFolder.of(context));
    }

    Access(Path folder) throws IOException {
        this.credentials = Credentials.in(folder);
        this.tokens = Tokens.in(folder, ORGANIZATION, Clock.systemUTC());
    }

    /** The credentials. */
    public Credentials credentials() {
        return credentials;
    }

    /** The tokens. */
    public Tokens tokens() {
        return tokens;
    }
}
