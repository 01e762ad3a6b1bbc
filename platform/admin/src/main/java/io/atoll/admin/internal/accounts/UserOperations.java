package io.atoll.admin.internal.accounts;

import static io.atoll.operation.Operation.delete;
import static io.atoll.operation.Operation.get;
import static io.atoll.operation.Operation.post;
import static io.atoll.operation.Operation.put;

import io.atoll.admin.internal.Access;
import io.atoll.admin.internal.Accounts;
import io.atoll.admin.internal.Sessions;
import io.atoll.admin.internal.operation.Paging;
import io.atoll.admin.internal.people.People;
import io.atoll.admin.internal.people.People.Unchanged;
import io.atoll.operation.Caller;
import io.atoll.operation.Caller.Means;
import io.atoll.operation.Help;
import io.atoll.operation.Operation;
import io.atoll.operation.Operation.Nothing;
import io.atoll.operation.OperationGroup;
import io.atoll.operation.Refused;
import io.atoll.operation.Role;
import io.atoll.operation.Secret;
import io.atoll.operation.Slice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Who may sign in, with which role and which password. */
@Component
public final class UserOperations implements OperationGroup {

    private static final String FIRST = "admin";
    private static final int SHORTEST = 12;

    private final People people;
    private final Accounts accounts;
    private final Access access;
    private final Sessions sessions;

    /** About these people. */
    @Activate
    public UserOperations(
            @Reference People people,
            @Reference Accounts accounts,
            @Reference Access access,
            @Reference Sessions sessions) {
        this.people = people;
        this.accounts = accounts;
        this.access = access;
        this.sessions = sessions;
    }

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                get("me", "/me")
                        .role(Role.VIEWER)
                        .summary("Shows who you are and what you may do")
                        .takesNothing()
                        .answers(Me.class)
                        .by(UserOperations::me),
                post("password", "/password")
                        .role(Role.VIEWER)
                        .summary("Changes your own password, and signs you out everywhere")
                        .takes(NewPassword.class)
                        .answers(UserView.class)
                        .by(this::password),
                get("users", "/users")
                        .role(Role.ADMIN)
                        .summary("Lists who may sign in")
                        .takes(Part.class)
                        .lists(UserView.class)
                        .by((caller, part) -> users(part)),
                get("user", "/users/{name}")
                        .role(Role.ADMIN)
                        .summary("Shows one user")
                        .takes(Named.class)
                        .answers(UserView.class)
                        .by((caller, named) -> user(named.name())),
                post("users add", "/users")
                        .role(Role.ADMIN)
                        .summary("Lets one more person sign in")
                        .takes(NewUser.class)
                        .answers(UserView.class)
                        .changing((caller, added) -> user(added.name()))
                        .by((caller, added) -> add(added)),
                put("users set", "/users/{name}")
                        .role(Role.ADMIN)
                        .summary("Changes the role or the password of a user")
                        .takes(Setting.class)
                        .answers(UserView.class)
                        .changing((caller, setting) -> user(setting.name()))
                        .by((caller, setting) -> set(setting)),
                delete("users remove", "/users/{name}")
                        .role(Role.ADMIN)
                        .summary("Lets a user sign in no more; sessions and tokens end with it")
                        .takes(Named.class)
                        .answers(Named.class)
                        .changing((caller, named) -> user(named.name()))
                        .by((caller, named) -> remove(named)));
    }

    private static Me me(Caller caller, Nothing nothing) {
        return new Me(caller.name(), caller.role(), caller.means());
    }

    private Slice<UserView> users(Part part) throws Refused {
        List<UserView> all = new ArrayList<>();
        if (people.role(FIRST).isEmpty()) {
            all.add(new UserView(FIRST, Role.ADMIN, false));
        }
        people.roles().forEach((name, role) -> all.add(new UserView(name, role, true)));
        return Paging.of(part.limit(), part.cursor()).of(all);
    }

    private UserView user(String name) throws Refused {
        Role role = accounts.role(name).orElseThrow(() -> Refused.unknown("name", "there is no user '" + name + "'"));
        return new UserView(name, role, people.role(name).isPresent());
    }

    private UserView add(NewUser added) throws Refused {
        if (!People.name(added.name())) {
            throw Refused.invalid("name", "'name' is made of " + People.NAMES);
        }
        if (people.role(added.name()).isPresent()) {
            throw Refused.conflict("there is a user '" + added.name() + "' already");
        }
        ensureGood("password", added.name(), added.password());
        ensureSomebodyRules(added.name(), added.role());
        keep(() -> people.put(added.name(), added.role(), added.password()));
        sessions.closeAll(added.name());
        return user(added.name());
    }

    private UserView set(Setting setting) throws Refused {
        String name = setting.name();
        Role role = setting.role() == null ? user(name).role() : setting.role();
        if (people.role(name).isEmpty() && (!name.equals(FIRST) || setting.password() == null)) {
            throw name.equals(FIRST)
                    ? Refused.invalid("password", "the first user 'admin' needs a password with its first change")
                    : Refused.unknown("name", "there is no user '" + name + "'");
        }
        ensureSomebodyRules(name, role);
        String password = setting.password();
        if (password == null) {
            keep(() -> people.put(name, role));
        } else {
            ensureGood("password", name, password);
            keep(() -> people.put(name, role, password));
            sessions.closeAll(name);
        }
        return user(name);
    }

    private Named remove(Named named) throws Refused {
        if (people.role(named.name()).isEmpty()) {
            throw named.name().equals(FIRST)
                    ? Refused.conflict("the first user 'admin' cannot be removed; give it another role or password")
                    : Refused.unknown("name", "there is no user '" + named.name() + "'");
        }
        if (!named.name().equals(FIRST)) {
            ensureSomebodyRules(named.name(), Role.VIEWER);
        }
        keep(() -> people.remove(named.name()));
        sessions.closeAll(named.name());
        return named;
    }

    private UserView password(Caller caller, NewPassword change) throws Refused {
        if (caller.means() == Means.TOKEN || accounts.role(caller.name()).isEmpty()) {
            throw Refused.forbidden("only a user who has signed in can change the own password; 'users set' sets one");
        }
        if (!access.confirmed(caller.name(), change.current())) {
            throw Refused.forbidden("'current' is not your password, or too many wrong ones were tried");
        }
        ensureGood("password", caller.name(), change.password());
        Role role = user(caller.name()).role();
        keep(() -> people.put(caller.name(), role, change.password()));
        sessions.closeAll(caller.name());
        return user(caller.name());
    }

    private static void ensureGood(String field, String name, String password) throws Refused {
        if (password.codePointCount(0, password.length()) < SHORTEST) {
            throw Refused.invalid(field, "'" + field + "' must have at least " + SHORTEST + " characters");
        }
        if (password.contains(name) || password.chars().distinct().count() < 4) {
            throw Refused.invalid(
                    field, "'" + field + "' is easily guessed: it holds the name, or hardly differs in its characters");
        }
    }

    /** Whoever changes people must not lock everybody out. */
    private void ensureSomebodyRules(String name, Role role) throws Refused {
        boolean others = people.roles().entrySet().stream()
                .anyMatch(
                        each -> each.getValue() == Role.ADMIN && !each.getKey().equals(name));
        boolean first = people.role(FIRST).isEmpty() && !name.equals(FIRST);
        if (role != Role.ADMIN && !others && !first) {
            throw Refused.conflict("then nobody would have the role admin; give it to somebody else first");
        }
    }

    private static void keep(Change change) throws Refused {
        try {
            change.make();
        } catch (Unchanged e) {
            throw Refused.unavailable(e.getMessage());
        }
    }

    @FunctionalInterface
    private interface Change {

        void make() throws Unchanged;
    }

    record Part(
            @Help(Paging.LIMIT) @Nullable Integer limit,
            @Help(Paging.CURSOR) @Nullable String cursor) {}

    record Named(@Help("the name of the user") String name) {}

    record NewUser(
            @Help("unique: " + People.NAMES) String name,
            @Help("what the user may do") Role role,

            @Secret @Help(value = "the password, of at least 12 characters", most = 200)
            String password) {}

    record Setting(
            @Help("the name of the user") String name,

            @Help("what the user may do; as before if not said") @Nullable
            Role role,

            @Secret @Help(value = "a new password; as before if not said", most = 200) @Nullable
            String password) {}

    record NewPassword(
            @Secret @Help(value = "your password until now", most = 200)
            String current,

            @Secret @Help(value = "your password from now on, of at least 12 characters", most = 200)
            String password) {}

    /** A user. */
    record UserView(
            @Help("unique") String name,
            @Help("what the user may do") Role role,

            @Help("whether it stands in the file of users; the first one does not until it is changed")
            boolean inFile) {}

    /** Who asks. */
    record Me(
            @Help("the name of the user") String name,
            @Help("what the user may do, by these means") Role role,
            @Help("how the user has shown who it is") Means means) {}
}
