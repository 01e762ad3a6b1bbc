package io.atoll.admin.internal.mapping;

import static io.atoll.operation.Operation.get;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.atoll.admin.internal.mapping.KeptRecords.Kept;
import io.atoll.admin.internal.mapping.WordOperations.Wanted;
import io.atoll.admin.internal.mapping.WordOperations.WordsView;
import io.atoll.admin.internal.operation.InstanceNames;
import io.atoll.operation.Help;
import io.atoll.operation.Operation;
import io.atoll.operation.OperationGroup;
import io.atoll.operation.Refused;
import io.atoll.operation.Role;
import io.atoll.pipeline.Catalog;
import io.atoll.pipeline.Fetcher;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Records;
import io.atoll.pipeline.Records.Unreadable;
import io.atoll.spi.IntegrationId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code mapping draft}: a mapping to begin with, where there is none. */
@Component
public final class DraftOperations implements OperationGroup {

    private static final int KINDS = 10;

    /** What stands for a kind that nobody knows before it is written. */
    private static final String ANY = "/items";

    private final Records records;
    private final Integrations integrations;
    private final WordOperations words;

    /** Looks in these places. */
    @Activate
    public DraftOperations(
            @Reference Records records,
            @Reference Integrations integrations,
            @Reference Catalog catalog,
            @Reference Fetcher fetcher) {
        this.records = records;
        this.integrations = integrations;
        this.words = new WordOperations(records, integrations, catalog, fetcher);
    }

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(get("mapping draft", "/integrations/{integration}/mapping/draft")
                .role(Role.VIEWER)
                .summary(
                        "Drafts a first mapping, of the kinds that can be read and the fields of records that are kept")
                .takes(MappingInForce.One.class)
                .answers(DraftView.class)
                .by((caller, one) -> draft(one.integration())));
    }

    private DraftView draft(String written) throws Refused, InterruptedException {
        IntegrationId id = InstanceNames.of(integrations).find(written);
        WordsView known = words.words(new Wanted(id.toString(), null));
        Map<String, JsonNode> kept = new LinkedHashMap<>();
        for (String kind : known.kinds().isEmpty() ? List.of(ANY) : known.kinds()) {
            if (kept.size() < KINDS) {
                kept.put(kind, record(id, kind));
            }
        }
        String text = new FirstMapping(kept, known.blueprints()).text();
        return new DraftView(id.toString(), Yaml.read(Written.FIELD, text).document(), text, note(known, kept));
    }

    private JsonNode record(IntegrationId id, String kind) throws InterruptedException {
        try {
            List<Kept> first = new KeptRecords(records).first(id, kind, 1);
            return first.isEmpty()
                    ? MissingNode.getInstance()
                    : first.getFirst().record();
        } catch (Unreadable notNow) {
            return MissingNode.getInstance();
        }
    }

    private static String note(WordsView known, Map<String, JsonNode> kept) {
        if (kept.values().stream().anyMatch(JsonNode::isObject)) {
            return "There is no mapping yet. This is a draft, of the fields that kept records have: change it, and save it.";
        }
        String kinds = known.kinds().isEmpty()
                ? "Write the kind that is to be read for " + ANY
                : "Take out the kinds that are not to be read";
        return "There is no mapping yet, so nothing was read. This is a draft. " + kinds
                + ", save it, and begin a run: its records are shown here then, to map them.";
    }

    /** A mapping to begin with. */
    record DraftView(
            @Help("type~instance") String integration,
            @Help("the document") JsonNode mapping,
            @Help("the same as YAML, with comments") String text,

            @Help("of what it is made, and what to do with it")
            String note) {}
}
