package io.atoll.catalog.internal.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.catalog.internal.model.Blueprint;
import io.atoll.catalog.internal.model.CatalogEntity;
import io.atoll.catalog.internal.model.Ref;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A view that can be changed; it sees its own changes. */
public interface Transaction extends View {

    /** Writes a blueprint, new or not. */
    void put(Blueprint blueprint);

    /** Removes a blueprint; it must have no entities. */
    void deleteBlueprint(String identifier);

    /** Writes an entity, new or not, and the links that the relations of its blueprint make of it. */
    void put(CatalogEntity entity, Blueprint blueprint);

    /** Removes an entity and its outgoing links; those that lead to it are left to the caller. */
    boolean delete(Ref ref);

    /** Writes a document, new or not. */
    void putDocument(String kind, String identifier, ObjectNode document);

    /** Removes a document; says whether it was there. */
    boolean deleteDocument(String kind, String identifier);

    /** Records a change. */
    void add(Audit audit);

    /** Forgets audits from before a time, of the oldest so many; says how many it were. */
    int forgetAudits(Instant before, int limit);

    /** Forgets the oldest audits beyond so many that are kept, a number of them at most; says how many it were. */
    int forgetAudits(long kept, int limit);

    /** Lets the history of a subject go on under another identifier. */
    void renameHistory(Audit.Subject subject, String identifier);

    /**
     * Writes a run of an action, new or not.
     *
     * @param external what another system calls it, if it does
     * @param pending whether it waits for somebody to take it
     */
    void putRun(String identifier, String action, @Nullable String external, boolean pending, ObjectNode document);

    /** Adds lines to a log; of all lines about one subject the newest {@code most} stay. */
    void addEntries(String kind, String subject, List<ObjectNode> documents, int most);

    /** Removes a whole log. */
    void deleteEntries(String kind, String subject);
}
