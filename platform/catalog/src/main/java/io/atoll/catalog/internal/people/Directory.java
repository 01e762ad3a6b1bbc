package io.atoll.catalog.internal.people;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.blueprint.SystemBlueprints;
import io.atoll.catalog.internal.model.CatalogEntity;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Ref;
import io.atoll.catalog.internal.model.Refusal;
import io.atoll.catalog.internal.store.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The users and teams of one view. Who belongs to a team is said by the team field of the user's entity. */
public final class Directory {

    private static final Pattern NAME = Pattern.compile("[^;#/?\\s]([^;#/?]*[^;#/?\\s])?");
    private static final Pattern OUTSIDE_IDENTIFIERS = Pattern.compile("[^\\p{L}0-9@_.+:\\\\/=-]");
    private static final int PAGE = 500;

    private final View view;

    public Directory(View view) {
        this.view = view;
    }

    /** The identifier of a team's entity: its name, with an underscore for what no identifier may have. */
    public static String identifier(String name) {
        if (!NAME.matcher(name).matches()) {
            throw Refusal.invalid(
                    "\"" + name
                            + "\" is no name of a team: it must not be empty, begin or end with a space, or have any of ; # / ?");
        }
        return OUTSIDE_IDENTIFIERS.matcher(name).replaceAll("_");
    }

    /** A team that must be there, by its name. */
    public CatalogEntity team(String name) {
        return view.entity(new Ref(SystemBlueprints.TEAM, identifier(name)))
                .orElseThrow(() -> Refusal.notFound("team \"" + name + "\" does not exist"));
    }

    /** A user who must be there, by mail address. */
    public CatalogEntity user(String email) {
        return found(email).orElseThrow(() -> Refusal.notFound("user \"" + email + "\" does not exist"));
    }

    /** A user by mail address. */
    public Optional<CatalogEntity> found(String email) {
        return view.entity(new Ref(SystemBlueprints.USER, email));
    }

    public List<CatalogEntity> teams() {
        return all(SystemBlueprints.TEAM);
    }

    public List<CatalogEntity> users() {
        return all(SystemBlueprints.USER);
    }

    /** The users of a team. */
    public List<CatalogEntity> members(CatalogEntity team) {
        return users().stream()
                .filter(user -> user.team().contains(team.identifier()))
                .toList();
    }

    /** A team as the API shows it. */
    public ObjectNode shown(CatalogEntity team) {
        var shown = Json.object().put("id", team.identifier()).put("name", name(team));
        shown.put("createdAt", Json.time(team.stamp().createdAt()));
        shown.put("updatedAt", Json.time(team.stamp().updatedAt()));
        shown.put("provider", "port").put("description", Json.text(team.properties(), "description"));
        var users = shown.putArray("users");
        members(team).forEach(user -> users.add(person(user)));
        return shown;
    }

    /** A user as the API shows one. */
    public ObjectNode shownUser(CatalogEntity user) {
        var shown = person(user);
        shown.put("id", user.identifier());
        var role = Json.text(user.properties(), "port_role");
        shown.putArray("roles").addObject().put("name", role == null ? "Member" : role);
        var teams = shown.putArray("teams");
        for (var team : user.team()) {
            teams.addObject()
                    .put(
                            "name",
                            view.entity(new Ref(SystemBlueprints.TEAM, team))
                                    .map(Directory::name)
                                    .orElse(team));
        }
        shown.put("createdAt", Json.time(user.stamp().createdAt()));
        shown.put("updatedAt", Json.time(user.stamp().updatedAt()));
        return shown;
    }

    private static ObjectNode person(CatalogEntity user) {
        var person = Json.object().put("email", user.identifier());
        for (var key : List.of("firstName", "lastName", "picture")) {
            person.put(key, Json.text(user.properties(), key));
        }
        var status = Json.text(user.properties(), "status");
        return person.put("status", status == null ? "ACTIVE" : status.toUpperCase(Locale.ROOT));
    }

    private static String name(CatalogEntity team) {
        return Optional.ofNullable(team.title()).orElse(team.identifier());
    }

    private List<CatalogEntity> all(String blueprint) {
        var all = new ArrayList<CatalogEntity>();
        for (var page = view.entities(blueprint, null, PAGE);
                !page.isEmpty();
                page = view.entities(blueprint, page.get(page.size() - 1).identifier(), PAGE)) {
            all.addAll(page);
        }
        return all;
    }
}
