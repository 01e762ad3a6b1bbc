package io.atoll.catalog.internal.api;

import io.atoll.catalog.internal.auth.Access;
import io.atoll.catalog.internal.auth.Tokens;
import io.atoll.catalog.internal.http.Router;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Refusal;
import java.io.IOException;

/** {@code /v1/auth/access_token}: a token for credentials. */
final class SignInRoutes implements Routes {

    private final Access access;

    SignInRoutes(Access access) {
        this.access = access;
    }

    @Override
    public void addTo(Router.Builder<Endpoint> router) {
        router.post(
                "/v1/auth/access_token",
                Operation.of("Get an access token")
                        .open()
                        .takes(Schema.named("Credentials"))
                        .answers(200, "A token", Schema.named("Token"))
                        .by(this::signIn));
    }

    private Answer signIn(Call call) throws IOException {
        var body = call.body();
        var id = Json.text(body, "clientId");
        var secret = Json.text(body, "clientSecret");
        if (id == null || secret == null) {
            throw Refusal.invalid("the body must have required properties 'clientId' and 'clientSecret'");
        }
        if (!access.credentials().match(id, secret)) {
            throw Refusal.of(401, "invalid_credentials", "the client id or secret is wrong");
        }
        return new Answer.Document(
                200,
                Json.object()
                        .put("ok", true)
                        .put("accessToken", access.tokens().issue(id))
                        .put("expiresIn", Tokens.LIFETIME.toSeconds())
                        .put("tokenType", "Bearer"));
    }
}
