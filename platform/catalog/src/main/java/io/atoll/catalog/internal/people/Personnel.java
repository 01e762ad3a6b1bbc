package io.atoll.catalog.internal.people;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.blueprint.Blueprints;
import io.atoll.catalog.internal.blueprint.SystemBlueprints;
import io.atoll.catalog.internal.entity.Deletion;
import io.atoll.catalog.internal.entity.EntityWriter;
import io.atoll.catalog.internal.entity.WriteOptions;
import io.atoll.catalog.internal.model.Author;
import io.atoll.catalog.internal.model.CatalogEntity;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Refusal;
import io.atoll.catalog.internal.search.Derivation;
import io.atoll.catalog.internal.store.Transaction;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Changes users and teams within one transaction. */
public final class Personnel {

    private final Transaction transaction;
    private final Author author;
    private final Derivation derivation;
    private final Directory directory;

    public Personnel(Transaction transaction, Author author, Derivation derivation) {
        this.transaction = transaction;
        this.author = author;
        this.derivation = derivation;
        this.directory = new Directory(transaction);
    }

    /** Makes a team {@code {name, description?, users?}}. */
    public ObjectNode createTeam(ObjectNode body) {
        var name = Json.text(body, "name");
        if (name == null) {
            throw Refusal.invalid("the body must have required property 'name', a text");
        }
        var entity = Json.object().put("identifier", Directory.identifier(name)).put("title", name);
        describe(entity, body);
        write(SystemBlueprints.TEAM, entity, new WriteOptions(false, false, false, false));
        var team = directory.team(name);
        if (body.path("users").isArray()) {
            staff(team, new LinkedHashSet<>(Json.texts(body.get("users"))));
        }
        return directory.shown(team);
    }

    /** Changes the description and the users of a team, those that are given. */
    public ObjectNode changeTeam(String name, ObjectNode body) {
        var team = directory.team(name);
        var renamed = Json.text(body, "name");
        if (renamed != null && !Directory.identifier(renamed).equals(team.identifier())) {
            throw Refusal.invalid("the name of a team cannot be changed; make another one");
        }
        var entity = Json.object().put("identifier", team.identifier());
        describe(entity, body);
        write(SystemBlueprints.TEAM, entity, WriteOptions.change(false));
        if (body.path("users").isArray()) {
            staff(team, new LinkedHashSet<>(Json.texts(body.get("users"))));
        }
        return directory.shown(directory.team(name));
    }

    /** Deletes a team; its users stay, without it. */
    public void deleteTeam(String name) {
        var team = directory.team(name);
        staff(team, Set.of());
        new Deletion(transaction, author).delete(List.of(team.ref()), false);
    }

    /** Adds a user {@code {email, roles?, teams?}}. */
    public void invite(ObjectNode invitee) {
        var email = Json.text(invitee, "email");
        if (email == null || !email.contains("@")) {
            throw Refusal.invalid("\"invitee\" must have required property 'email', a mail address");
        }
        if (directory.found(email).isEmpty()) {
            write(SystemBlueprints.USER, user(email, "Invited"), WriteOptions.replace(false));
        }
        changeUser(email, invitee);
    }

    /** Changes the roles and the teams of a user, those that are given. */
    public ObjectNode changeUser(String email, ObjectNode body) {
        directory.user(email);
        var entity = Json.object().put("identifier", email);
        if (body.path("teams").isArray()) {
            var teams = entity.putArray("team");
            Json.texts(body.get("teams"))
                    .forEach(team -> teams.add(directory.team(team).identifier()));
        }
        var roles = Json.texts(body.get("roles"));
        if (!roles.isEmpty()) {
            entity.putObject("properties").put("port_role", roles.contains("Admin") ? "Admin" : "Member");
        }
        write(SystemBlueprints.USER, entity, WriteOptions.change(false));
        return directory.shownUser(directory.user(email));
    }

    /** Deletes a user. */
    public void deleteUser(String email) {
        new Deletion(transaction, author).delete(List.of(directory.user(email).ref()), false);
    }

    /** Makes the members of a team exactly these; who is not known yet is added. */
    private void staff(CatalogEntity team, Set<String> emails) {
        for (var email : emails) {
            if (directory.found(email).isEmpty()) {
                write(SystemBlueprints.USER, user(email, "Staged"), WriteOptions.replace(false));
            }
        }
        for (var user : directory.users()) {
            var wanted = emails.contains(user.identifier());
            if (wanted != user.team().contains(team.identifier())) {
                var teams = new ArrayList<>(user.team());
                teams.remove(team.identifier());
                if (wanted) {
                    teams.add(team.identifier());
                }
                var entity = Json.object().put("identifier", user.identifier());
                teams.forEach(entity.putArray("team")::add);
                write(SystemBlueprints.USER, entity, WriteOptions.change(false));
            }
        }
    }

    private static void describe(ObjectNode entity, ObjectNode body) {
        if (body.has("description")) {
            entity.putObject("properties").set("description", body.get("description"));
        }
    }

    private static ObjectNode user(String email, String status) {
        var user = Json.object().put("identifier", email).put("title", email);
        user.putObject("properties").put("status", status);
        return user;
    }

    private void write(String blueprint, ObjectNode entity, WriteOptions options) {
        new EntityWriter(transaction, Blueprints.named(transaction, blueprint), options, author, derivation)
                .write(entity);
    }
}
