package io.atoll.kit.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.atoll.kit.http.Auth;
import io.atoll.kit.http.Call;
import io.atoll.kit.http.TokenAuth;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationException.Misconfigured;
import io.atoll.spi.IntegrationException.Unexpected;
import java.io.IOException;
import java.nio.file.Files;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What calls are signed with; thread-safe. */
sealed interface Credentials {

    /** Makes the credentials of an {@link Auth}. */
    static Credentials of(Auth auth, Asking asking, Time time, RefreshTokens tokens) {
        return switch (auth) {
            case Auth.Fixed fixed -> new Values(fixed);
            case Auth.FromFile file -> new InFile(file);
            case TokenAuth token -> new Token(token, asking, time, tokens.of(token));
        };
    }

    /** What tells the credentials of one host apart. */
    static String identity(Auth auth) {
        return switch (auth) {
            case Auth.Fixed fixed ->
                fixed.headers().isEmpty() && fixed.query().isEmpty() ? "" : fixed.headers() + " " + fixed.query();
            case Auth.FromFile file -> file.header() + " " + file.file().toAbsolutePath();
            case TokenAuth token -> token.name().isEmpty() ? "token " + System.identityHashCode(token) : token.name();
        };
    }

    /**
     * A call with what proves who is calling.
     *
     * @param call what is sent
     * @param version which state of the credentials it was signed with
     */
    record Signed(Call call, long version) {}

    /** Asks for a token. */
    @FunctionalInterface
    interface Asking {
        JsonNode ask(Call login) throws IntegrationException, InterruptedException;
    }

    /** Signs a call with what is good now. */
    Signed sign(Call call) throws IntegrationException, InterruptedException;

    /** Told that what a call was signed with was refused; says whether another attempt may do better. */
    boolean renew(long refused) throws IntegrationException, InterruptedException;

    /** Values that do not change. */
    record Values(Auth.Fixed fixed) implements Credentials {

        @Override
        public Signed sign(Call call) {
            Call signed = call;
            for (var header : fixed.headers().entrySet()) {
                boolean own = call.headers().keySet().stream().anyMatch(header.getKey()::equalsIgnoreCase);
                signed = own ? signed : signed.header(header.getKey(), header.getValue());
            }
            for (Call.Parameter parameter : fixed.query()) {
                signed = signed.replace(parameter.name(), parameter.value());
            }
            return new Signed(signed, 0);
        }

        @Override
        public boolean renew(long refused) {
            return false;
        }
    }

    /** A token in a file, read for each call. */
    record InFile(Auth.FromFile from) implements Credentials {

        @Override
        public Signed sign(Call call) throws Misconfigured {
            String token = read();
            return new Signed(call.header(from.header(), from.prefix() + token), token.hashCode());
        }

        @Override
        public boolean renew(long refused) throws Misconfigured {
            return read().hashCode() != refused;
        }

        private String read() throws Misconfigured {
            try {
                String token = Files.readString(from.file()).strip();
                if (!token.isEmpty() && token.lines().count() == 1) {
                    return token;
                }
                throw new Misconfigured("the file " + from.file() + " must have one line: the token");
            } catch (IOException e) {
                throw new Misconfigured("the token cannot be read from " + from.file() + ": " + e, e);
            }
        }
    }

    /** A token that a call gives. */
    final class Token implements Credentials {

        private final TokenAuth auth;
        private final Asking asking;
        private final Time time;
        private final RefreshTokens.Lineage refresh;
        private final ReentrantLock lock = new ReentrantLock();
        private JsonNode answer = MissingNode.getInstance();
        private @Nullable Duration renewAt;
        private long version;

        Token(TokenAuth auth, Asking asking, Time time, RefreshTokens.Lineage refresh) {
            this.auth = auth;
            this.asking = asking;
            this.time = time;
            this.refresh = refresh;
        }

        @Override
        public Signed sign(Call call) throws IntegrationException, InterruptedException {
            lock.lockInterruptibly();
            try {
                Duration due = renewAt;
                if (version == 0 || (due != null && time.uptime().compareTo(due) >= 0)) {
                    ask();
                }
                return new Signed(applied(call), version);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public boolean renew(long refused) throws IntegrationException, InterruptedException {
            lock.lockInterruptibly();
            try {
                if (version == refused) {
                    ask();
                }
                return true;
            } finally {
                lock.unlock();
            }
        }

        private Call applied(Call call) throws Unexpected {
            try {
                return auth.apply().apply(call, answer);
            } catch (IllegalArgumentException e) {
                throw new Unexpected(
                        "the answer to the request for a token has no token: " + e.getMessage()
                                + "; check where the token is asked for",
                        e);
            }
        }

        private void ask() throws IntegrationException, InterruptedException {
            JsonNode fresh;
            refresh.lock().lockInterruptibly();
            try {
                fresh = asking.ask(auth.login().call(refresh.last()));
                refresh.keep(fresh);
            } finally {
                refresh.lock().unlock();
            }
            Duration life = life(fresh);
            answer = fresh;
            version++;
            if (life == null) {
                renewAt = null;
            } else {
                Duration half = life.dividedBy(2);
                Duration used = life.minus(auth.margin());
                renewAt = time.uptime().plus(used.compareTo(half) > 0 ? used : half);
            }
        }

        private @Nullable Duration life(JsonNode fresh) throws Unexpected {
            return switch (auth.expires()) {
                case TokenAuth.Expiry.In in -> {
                    double seconds = fresh.at(in.pointer()).asDouble(0);
                    yield seconds <= 0 ? null : Duration.ofMillis((long) (Math.min(seconds, 1e9) * 1000));
                }
                case TokenAuth.Expiry.At at -> {
                    String text = fresh.at(at.pointer()).asText("");
                    try {
                        Duration left = Duration.between(
                                time.now(), OffsetDateTime.parse(text).toInstant());
                        yield text.isEmpty() ? null : left.isNegative() ? Duration.ZERO : left;
                    } catch (DateTimeException e) {
                        if (text.isEmpty()) {
                            yield null;
                        }
                        throw new Unexpected("the token expires at '" + text + "', which is no date of ISO 8601");
                    }
                }
                case TokenAuth.Expiry.After after -> after.time();
            };
        }
    }
}
