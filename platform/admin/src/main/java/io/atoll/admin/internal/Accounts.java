package io.atoll.admin.internal;

import io.atoll.admin.internal.people.People;
import io.atoll.operation.Role;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Everybody who may sign in: the users of the file, and the first one, {@code admin}, unless the file has a user of that name. */
@Component(service = Accounts.class)
public final class Accounts {

    private final People people;
    private final Credentials first;

    /** The users of the file, and the first one. */
    @Activate
    public Accounts(@Reference People people, @Reference Credentials first) {
        this.people = people;
        this.first = first;
    }

    /** What a user may do now; empty if there is no such user. */
    public Optional<Role> role(String name) {
        return people.role(name).or(() -> name.equals(Credentials.USER) ? Optional.of(Role.ADMIN) : Optional.empty());
    }

    /** Whether this is a user and its password. */
    boolean right(String name, String password) {
        boolean isFirst = name.equals(Credentials.USER) && people.role(name).isEmpty();
        return isFirst ? first.right(name, password) : people.right(name, password);
    }
}
