package io.atoll.catalog.internal.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.http.Router;
import io.atoll.catalog.internal.model.Refusal;
import io.atoll.catalog.internal.people.Directory;
import io.atoll.catalog.internal.people.Personnel;
import io.atoll.catalog.internal.search.Derivation;
import io.atoll.catalog.internal.store.CatalogStore;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;

/** {@code /v1/teams} and {@code /v1/users}. */
final class PeopleRoutes implements Routes {

    private final CatalogStore store;
    private final Clock clock;
    private final Derivation derivation;

    PeopleRoutes(CatalogStore store, Clock clock, Derivation derivation) {
        this.store = store;
        this.clock = clock;
        this.derivation = derivation;
    }

    @Override
    public void addTo(Router.Builder<Endpoint> router) {
        var team = Schema.named("Team");
        var user = Schema.named("User");
        var fields = Query.texts("fields", "Only these keys of each");
        router.get(
                        "/v1/teams",
                        Operation.of("List the teams")
                                .query(fields)
                                .answers("teams", Schema.list(Schema.object()))
                                .by(this::teams))
                .post(
                        "/v1/teams",
                        Operation.of("Create a team")
                                .takes(Schema.named("TeamBody"))
                                .answers("team", team)
                                .by(this::createTeam))
                .get(
                        "/v1/teams/{team}",
                        Operation.of("Show a team").answers("team", team).by(this::team))
                .put(
                        "/v1/teams/{team}",
                        Operation.of("Replace what is given of a team")
                                .takes(Schema.named("TeamChange"))
                                .answers("team", team)
                                .by(this::changeTeam))
                .patch(
                        "/v1/teams/{team}",
                        Operation.of("Change a team")
                                .takes(Schema.named("TeamChange"))
                                .answers("team", team)
                                .by(this::changeTeam))
                .delete(
                        "/v1/teams/{team}",
                        Operation.of("Delete a team").answers().by(this::deleteTeam))
                .get(
                        "/v1/users",
                        Operation.of("List the users")
                                .query(fields)
                                .answers("users", Schema.list(Schema.object()))
                                .by(this::users))
                .post(
                        "/v1/users/invite",
                        Operation.of("Add a user")
                                .query(Query.flag("notify", "Means nothing: no mail is ever sent"))
                                .takes(Schema.object("invitee", Schema.object("email", Schema.text())))
                                .answers()
                                .by(this::invite))
                .get(
                        "/v1/users/{user}",
                        Operation.of("Show a user").answers("user", user).by(this::user))
                .patch(
                        "/v1/users/{user}",
                        Operation.of("Change a user")
                                .takes(Schema.object())
                                .answers("user", user)
                                .by(this::changeUser))
                .delete(
                        "/v1/users/{user}",
                        Operation.of("Delete a user").answers().by(this::deleteUser));
    }

    private Answer teams(Call call) {
        var fields = call.list("fields");
        return Answer.list("teams", store.read(view -> {
            var directory = new Directory(view);
            return directory.teams().stream()
                    .map(team -> projected(directory.shown(team), fields))
                    .toList();
        }));
    }

    private Answer users(Call call) {
        var fields = call.list("fields");
        return Answer.list("users", store.read(view -> {
            var directory = new Directory(view);
            return directory.users().stream()
                    .map(user -> projected(directory.shownUser(user), fields))
                    .toList();
        }));
    }

    private Answer team(Call call) {
        return Answer.ok("team", store.read(view -> {
            var directory = new Directory(view);
            return directory.shown(directory.team(call.path("team")));
        }));
    }

    private Answer user(Call call) {
        return Answer.ok("user", store.read(view -> {
            var directory = new Directory(view);
            return directory.shownUser(directory.user(call.path("user")));
        }));
    }

    private Answer createTeam(Call call) throws IOException {
        var body = call.body();
        return Answer.ok("team", write(call, personnel -> personnel.createTeam(body)));
    }

    private Answer changeTeam(Call call) throws IOException {
        var body = call.body();
        return Answer.ok("team", write(call, personnel -> personnel.changeTeam(call.path("team"), body)));
    }

    private Answer deleteTeam(Call call) {
        write(call, personnel -> {
            personnel.deleteTeam(call.path("team"));
            return true;
        });
        return Answer.ok();
    }

    private Answer invite(Call call) throws IOException {
        if (!(call.body().get("invitee") instanceof ObjectNode invitee)) {
            throw Refusal.invalid("the body must have required property 'invitee', an object");
        }
        write(call, personnel -> {
            personnel.invite(invitee);
            return true;
        });
        return Answer.ok();
    }

    private Answer changeUser(Call call) throws IOException {
        var body = call.body();
        return Answer.ok("user", write(call, personnel -> personnel.changeUser(call.path("user"), body)));
    }

    private Answer deleteUser(Call call) {
        write(call, personnel -> {
            personnel.deleteUser(call.path("user"));
            return true;
        });
        return Answer.ok();
    }

    private <T> T write(Call call, Function<Personnel, T> change) {
        return store.write(transaction -> change.apply(new Personnel(transaction, call.author(clock), derivation)));
    }

    private static ObjectNode projected(ObjectNode document, List<String> fields) {
        return fields.isEmpty() ? document : document.retain(fields);
    }
}
