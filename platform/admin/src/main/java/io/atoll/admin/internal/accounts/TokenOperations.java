package io.atoll.admin.internal.accounts;

import static io.atoll.operation.Operation.delete;
import static io.atoll.operation.Operation.get;
import static io.atoll.operation.Operation.post;

import io.atoll.admin.internal.Accounts;
import io.atoll.admin.internal.operation.Paging;
import io.atoll.admin.internal.people.Token;
import io.atoll.admin.internal.people.Tokens;
import io.atoll.admin.internal.people.Tokens.Made;
import io.atoll.operation.Caller;
import io.atoll.operation.Caller.Means;
import io.atoll.operation.Help;
import io.atoll.operation.Operation;
import io.atoll.operation.OperationGroup;
import io.atoll.operation.Refused;
import io.atoll.operation.Role;
import io.atoll.operation.Slice;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** API tokens: everybody's own, and for administrators those of all. */
@Component
public final class TokenOperations implements OperationGroup {

    private static final int DAYS = 90;
    private static final int MOST_DAYS = 366;

    private final Tokens tokens;
    private final Accounts accounts;

    /** About these tokens. */
    @Activate
    public TokenOperations(@Reference Tokens tokens, @Reference Accounts accounts) {
        this.tokens = tokens;
        this.accounts = accounts;
    }

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                get("tokens", "/tokens")
                        .role(Role.VIEWER)
                        .summary("Lists your API tokens; for an administrator, those of all")
                        .takes(Part.class)
                        .lists(TokenView.class)
                        .by(this::list),
                post("tokens add", "/tokens")
                        .role(Role.VIEWER)
                        .summary("Makes an API token, which is shown this once")
                        .takes(NewToken.class)
                        .answers(MadeView.class)
                        .by(this::add),
                delete("tokens revoke", "/tokens/{token}")
                        .role(Role.VIEWER)
                        .summary("Makes an API token worth nothing")
                        .takes(One.class)
                        .answers(One.class)
                        .by(this::revoke));
    }

    private Slice<TokenView> list(Caller caller, Part part) throws Refused {
        Slice<Token> slice = Paging.of(part.limit(), part.cursor())
                .<Token>where(tokens.all()::forEach, token -> mine(caller, token));
        return Paging.map(slice, TokenView::of);
    }

    private static boolean mine(Caller caller, Token token) {
        return token.user().equals(caller.name()) || caller.role().includes(Role.ADMIN);
    }

    private MadeView add(Caller caller, NewToken wanted) throws Refused {
        if (caller.means() == Means.TOKEN) {
            throw Refused.forbidden("a token cannot make tokens; sign in by password");
        }
        String user = Objects.requireNonNullElse(wanted.user(), caller.name());
        if (!user.equals(caller.name()) && !caller.role().includes(Role.ADMIN)) {
            throw Refused.forbidden("only an administrator makes tokens for others");
        }
        Role most = accounts.role(user)
                .orElseThrow(() -> Refused.unknown("user", "there is no user '" + user + "'; name one by 'user'"));
        Role role = wanted.role() == null ? most : wanted.role();
        if (!most.includes(role)) {
            throw Refused.invalid("role", "'role' must not be more than that of the user, " + most);
        }
        int days = wanted.days() == null ? DAYS : wanted.days();
        if (days < 1 || days > MOST_DAYS) {
            throw Refused.invalid("days", "'days' must be from 1 to " + MOST_DAYS);
        }
        try {
            Made made = tokens.add(user, wanted.label(), role, Duration.ofDays(days));
            return new MadeView(TokenView.of(made.token()), made.text());
        } catch (IOException e) {
            throw Refused.unavailable("the token cannot be kept: " + e.getMessage());
        }
    }

    private One revoke(Caller caller, One one) throws Refused {
        boolean known = tokens.all().stream().anyMatch(token -> token.id().equals(one.token()) && mine(caller, token));
        try {
            if (!known || !tokens.revoke(one.token())) {
                throw Refused.unknown(
                        "token", "there is no token '" + one.token() + "'; 'tokens' lists those there are");
            }
            return one;
        } catch (IOException e) {
            throw Refused.unavailable("the tokens cannot be kept: " + e.getMessage());
        }
    }

    record Part(
            @Help(Paging.LIMIT) @Nullable Integer limit,
            @Help(Paging.CURSOR) @Nullable String cursor) {}

    record One(@Help("the id of the token") String token) {}

    record NewToken(
            @Help(value = "what it is for", most = 100) String label,

            @Help("what its bearer may do at most; what its user may do if not said") @Nullable
            Role role,

            @Help("for how many days, up to 366; 90 if not said") @Nullable
            Integer days,

            @Help("whose it is; yours if not said") @Nullable
            String user) {}

    /** A token, without what is secret of it. */
    record TokenView(
            @Help("its id, which is no secret") String token,
            @Help("whose it is") String user,
            @Help("what it is for") String label,
            @Help("what its bearer may do at most") Role role,
            @Help("when it was made") Instant createdAt,
            @Help("from when on it is worth nothing") Instant expiresAt) {

        static TokenView of(Token token) {
            return new TokenView(
                    token.id(), token.user(), token.label(), token.role(), token.createdAt(), token.expiresAt());
        }
    }

    /** A token that was made just now. */
    record MadeView(
            @Help("what is kept of it") TokenView token,

            @Help("what to send as Authorization: Bearer; nobody can see it again")
            String secret) {}
}
