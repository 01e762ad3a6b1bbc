package io.atoll.apply.internal.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.apply.internal.client.Route;
import io.atoll.pipeline.Catalog.CatalogException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Writes down all that a catalog holds and its API tells: no secrets, nothing that it computes, no history.
 *
 * <p>Entities are read page by page, those of one owner after those of another; what changes meanwhile may be missed.
 */
final class Export {

    /** The blueprints that are there from the start and whose entities people make; those of the others are computed. */
    private static final List<String> PEOPLE = List.of("_team", "_user");

    private static final List<String> STAMPS =
            List.of("id", "_id", "_orgId", "createdAt", "createdBy", "updatedAt", "updatedBy");
    private static final List<String> BLUEPRINT = List.of(
            "identifier",
            "title",
            "description",
            "icon",
            "schema",
            "relations",
            "mirrorProperties",
            "calculationProperties",
            "aggregationProperties");
    private static final List<String> INTEGRATION = List.of(
            "installationId",
            "installationAppType",
            "title",
            "version",
            "config",
            "changelogDestination",
            "actionsProcessingEnabled",
            "incrementalSyncEnabled",
            "createPortResourcesOrigin");
    private static final List<String> ENTITY =
            List.of("identifier", "blueprint", "title", "icon", "team", "properties", "relations");

    private static final Set<String> SECRET_HEADERS =
            Set.of("authorization", "proxy-authorization", "cookie", "x-api-key", "x-auth-token", "private-token");

    private final Reading reading;
    private final LineWriter lines;
    private final Consumer<String> notes;

    /**
     * Makes one.
     *
     * @param notes takes what people should know
     */
    Export(Reading reading, LineWriter lines, Consumer<String> notes) {
        this.reading = reading;
        this.lines = lines;
        this.notes = notes;
    }

    /** Writes everything. */
    void run(String from) throws CatalogException, IOException, InterruptedException {
        List<ObjectNode> blueprints = sorted(reading.list(Route.of("blueprints"), "blueprints"), "identifier");
        blueprints.removeIf(blueprint -> computed(identifier(blueprint)));
        blueprints.sort(Comparator.comparing(blueprint -> !PEOPLE.contains(identifier(blueprint))));
        List<ObjectNode> integrations = sorted(reading.list(Route.of("integration"), "integrations"), "installationId");
        List<ObjectNode> scorecards = sorted(reading.list(Route.of("scorecards"), "scorecards"), "identifier");
        scorecards.sort(
                Comparator.comparing(scorecard -> scorecard.path("blueprint").asText()));
        scorecards.removeIf(scorecard -> computed(scorecard.path("blueprint").asText()));
        List<ObjectNode> actions = sorted(reading.list(Route.of("actions"), "actions"), "identifier");
        List<ObjectNode> webhooks = sorted(reading.list(Route.of("webhooks"), "integrations"), "identifier");
        List<ObjectNode> folders = folders();
        List<ObjectNode> pages = sorted(reading.list(Route.of("pages"), "pages"), "identifier");

        Contents expected = new Contents();
        expected.add(Section.BLUEPRINT, blueprints.size());
        expected.add(Section.INTEGRATION, integrations.size());
        for (ObjectNode blueprint : blueprints) {
            expected.add(Section.ENTITY, reading.count(identifier(blueprint)));
        }
        expected.add(Section.SCORECARD, scorecards.size());
        expected.add(Section.ACTION, actions.size());
        expected.add(Section.WEBHOOK, webhooks.size());
        expected.add(Section.FOLDER, folders.size());
        expected.add(Section.PAGE, pages.size());
        lines.header(from, Instant.now(), expected);

        for (ObjectNode blueprint : blueprints) {
            lines.write(Section.BLUEPRINT, inOrder(blueprint.remove(STAMPS)));
        }
        for (ObjectNode integration : integrations) {
            lines.write(Section.INTEGRATION, integration.retain(INTEGRATION));
        }
        entities(blueprints, owners(integrations));
        for (ObjectNode scorecard : scorecards) {
            String blueprint = scorecard.path("blueprint").asText();
            scorecard.remove("blueprint");
            lines.write(Section.SCORECARD, Line.BLUEPRINT, blueprint, scorecard.remove(STAMPS));
        }
        for (ObjectNode action : actions) {
            lines.write(Section.ACTION, withoutSecretHeaders(action.remove(STAMPS)));
        }
        for (ObjectNode webhook : webhooks) {
            lines.write(Section.WEBHOOK, withoutSecret(webhook.remove(STAMPS)));
        }
        for (ObjectNode folder : folders) {
            lines.write(Section.FOLDER, folder);
        }
        for (ObjectNode page : pages) {
            lines.write(Section.PAGE, page.remove(STAMPS));
        }
        lines.trailer();
    }

    private void entities(List<ObjectNode> blueprints, List<Owner> owners)
            throws CatalogException, IOException, InterruptedException {
        ObjectNode others = Owner.queryForOthers(owners);
        for (ObjectNode blueprint : blueprints) {
            String identifier = identifier(blueprint);
            for (Owner owner : owners) {
                entities(identifier, owner.query(), owner.userAgent());
            }
            entities(identifier, others, "");
        }
    }

    private void entities(String blueprint, ObjectNode query, String owner)
            throws CatalogException, IOException, InterruptedException {
        reading.entities(blueprint, query, entity -> {
            entity.put(Line.BLUEPRINT, blueprint);
            ObjectNode document = Json.MAPPER.createObjectNode();
            for (String key : ENTITY) {
                JsonNode value = entity.path(key);
                if (!value.isMissingNode() && !value.isNull()) {
                    document.set(key, value);
                }
            }
            lines.write(Section.ENTITY, Line.OWNER, owner, document);
        });
    }

    /** The integrations that own anything. */
    private List<Owner> owners(List<ObjectNode> integrations) throws CatalogException, InterruptedException {
        List<Owner> owners = new ArrayList<>();
        for (ObjectNode integration : integrations) {
            for (String feature : Owner.FEATURES) {
                Owner owner = Owner.of(integration, feature);
                if (reading.owns(owner)) {
                    owners.add(owner);
                }
            }
        }
        return owners;
    }

    /** The folders, each after the one that it is in as the catalog lists them. */
    private List<ObjectNode> folders() throws CatalogException, InterruptedException {
        List<ObjectNode> folders = reading.sidebar();
        folders.removeIf(item -> !item.path("sidebarType").asText().equals("folder"));
        folders.forEach(folder -> folder.retain("identifier", "title", "parent", "after"));
        return folders;
    }

    /** A catalog gives the parts of a blueprint in the order in which they came. */
    private static ObjectNode inOrder(ObjectNode blueprint) {
        ObjectNode ordered = Json.MAPPER.createObjectNode();
        for (String key : BLUEPRINT) {
            if (blueprint.has(key)) {
                ordered.set(key, blueprint.get(key));
            }
        }
        return ordered.setAll(blueprint);
    }

    /** Its key is made anew by the catalog that takes it. */
    private ObjectNode withoutSecret(ObjectNode webhook) {
        webhook.remove(List.of("webhookKey", "url"));
        if (webhook.path("security") instanceof ObjectNode security && security.remove("secret") != null) {
            notes.accept("the secret of webhook " + identifier(webhook) + " is not exported; set it after the import");
        }
        return webhook;
    }

    private ObjectNode withoutSecretHeaders(ObjectNode action) {
        if (action.path("invocationMethod").path("headers") instanceof ObjectNode headers) {
            List<String> names = new ArrayList<>();
            headers.properties().forEach(header -> {
                if (SECRET_HEADERS.contains(header.getKey().toLowerCase(Locale.ROOT))
                        && !header.getValue().asText().contains("{{")) {
                    names.add(header.getKey());
                }
            });
            headers.remove(names);
            names.forEach(name -> notes.accept("header " + name + " of action " + identifier(action)
                    + " is not exported, as it may hold a secret; set it after the import"));
        }
        return action;
    }

    private static boolean computed(String blueprint) {
        return blueprint.startsWith("_") && !PEOPLE.contains(blueprint);
    }

    private static List<ObjectNode> sorted(List<ObjectNode> documents, String key) {
        documents.sort(Comparator.comparing(document -> document.path(key).asText()));
        return documents;
    }

    private static String identifier(JsonNode document) {
        return document.path("identifier").asText();
    }
}
