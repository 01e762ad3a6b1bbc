package io.atoll.catalog.internal.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.model.Blueprint;
import io.atoll.catalog.internal.model.CatalogEntity;
import io.atoll.catalog.internal.model.Ref;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The catalog at one moment. Belongs to one thread and ends with the work it was given to. */
public interface View {

    /** A blueprint by its identifier. */
    Optional<Blueprint> blueprint(String identifier);

    /** All blueprints, by identifier. */
    List<Blueprint> blueprints();

    /** An entity by its name. */
    Optional<CatalogEntity> entity(Ref ref);

    /** Whether there is an entity of a name. */
    boolean exists(Ref ref);

    /**
     * The next entities of a blueprint, by identifier. There may be fewer than asked for; none means that there are no more.
     *
     * @param after the identifier to go on after, or null to begin
     */
    List<CatalogEntity> entities(String blueprint, @Nullable String after, int limit);

    /** The next entities of a blueprint that a sieve lets through, by identifier. Otherwise as {@link #entities(String, String, int)}. */
    List<CatalogEntity> entities(Sieve sieve, String blueprint, @Nullable String after, int limit);

    /**
     * The next entities of one owner, by datasource, blueprint and identifier. There may be fewer than asked for; none means that there are
     * no more.
     *
     * @param after where to go on after, or null to begin
     */
    List<CatalogEntity> owned(Ownership ownership, @Nullable Owned after, int limit);

    /** How many entities a blueprint has. */
    long count(String blueprint);

    /** How many entities each blueprint has; those without any are left out. */
    Map<String, Long> counts();

    /** The relations that lead to an entity, by source; at most {@code limit}. */
    List<Link> incoming(Ref target, int limit);

    /**
     * The next relations that lead to an entity, by source; fewer than asked for means that there are no more.
     *
     * @param after where to go on after, or null to begin
     */
    List<Link> incoming(Ref target, @Nullable Link after, int limit);

    /** The relations that an entity has, by relation and target. */
    List<Arrow> outgoing(Ref source);

    /** Whether any entity of the source blueprint is related by this relation to one of the target blueprint. */
    boolean linked(String source, String relation, String target);

    /** A document of another kind: an integration, an action, … */
    Optional<ObjectNode> document(String kind, String identifier);

    /** The documents of a kind whose identifier starts with a prefix, by identifier. */
    Map<String, ObjectNode> documents(String kind, String prefix);

    /** The newest audits that fit, the newest first. */
    List<Recorded> audits(AuditFilter filter, int limit);

    /** The newest audits that fit and came before the one of a number, the newest first. */
    List<Recorded> audits(AuditFilter filter, long before, int limit);

    /** A run of an action. */
    Optional<ObjectNode> run(String identifier);

    /** Runs that were asked for before the one of a number, the newest first. */
    List<Entry> runs(long before, int limit);

    /** The runs that another system knows by this name, the newest first. */
    List<ObjectNode> externalRuns(String identifier);

    /** Runs that wait for somebody to take them, after the one of a number, the oldest first. */
    List<Entry> pendingRuns(long after, int limit);

    /** Lines of a log before a number, the newest first. */
    List<Entry> entriesBefore(String kind, String subject, long seq, int limit);

    /** Lines of a log after a number, the oldest first. */
    List<Entry> entriesAfter(String kind, String subject, long seq, int limit);

    /**
     * One relation of one entity, seen from it.
     *
     * @param relation the key of the relation
     * @param target where it leads
     */
    record Arrow(String relation, Ref target) {}

    /**
     * One relation of one entity.
     *
     * @param source the entity that has the relation
     * @param relation the key of the relation
     */
    record Link(Ref source, String relation) {}
}
