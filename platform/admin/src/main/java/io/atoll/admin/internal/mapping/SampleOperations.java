package io.atoll.admin.internal.mapping;

import static io.atoll.operation.Operation.get;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.admin.internal.mapping.KeptRecords.Kept;
import io.atoll.admin.internal.operation.InstanceNames;
import io.atoll.admin.internal.operation.Paging;
import io.atoll.model.Masking;
import io.atoll.operation.Help;
import io.atoll.operation.Operation;
import io.atoll.operation.OperationGroup;
import io.atoll.operation.Refused;
import io.atoll.operation.Role;
import io.atoll.operation.Slice;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Records;
import io.atoll.pipeline.Records.Unreadable;
import io.atoll.spi.IntegrationId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code mapping samples}: a few of the raw records that are kept. */
@Component
public final class SampleOperations implements OperationGroup {

    /** How many there are to leaf through. */
    private static final int MOST = 50;

    private final Records records;
    private final Integrations integrations;

    /** Shows these records. */
    @Activate
    public SampleOperations(@Reference Records records, @Reference Integrations integrations) {
        this.records = records;
        this.integrations = integrations;
    }

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(get("mapping samples", "/integrations/{integration}/samples")
                .role(Role.VIEWER)
                .summary("Lists the first raw records of a kind that are kept, with what looks like a secret masked")
                .takes(Wanted.class)
                .lists(SampleView.class)
                .by((caller, wanted) -> list(wanted)));
    }

    private Slice<SampleView> list(Wanted wanted) throws Refused, InterruptedException {
        IntegrationId id = InstanceNames.of(integrations).find(wanted.integration());
        Paging paging = Paging.of(wanted.limit(), wanted.cursor());
        try {
            return Paging.map(paging.of(new KeptRecords(records).first(id, wanted.kind(), MOST)), SampleView::of);
        } catch (Unreadable e) {
            throw Refused.unavailable(e.getMessage());
        }
    }

    record Wanted(
            @Help(InstanceNames.HELP) String integration,
            @Help("the kind of the records") String kind,
            @Help(Paging.LIMIT) @Nullable Integer limit,
            @Help(Paging.CURSOR) @Nullable String cursor) {}

    /** A raw record. */
    record SampleView(
            @Help("the run that read it") String run,
            @Help("when that run began") Instant at,
            @Help("the number of its page, from 0") int page,
            @Help("its position in the page, from 0") int position,
            @Help("the record, masked") JsonNode record) {

        static SampleView of(Kept kept) {
            return new SampleView(
                    kept.recording().run().value(),
                    kept.recording().began(),
                    kept.page(),
                    kept.position(),
                    Masking.of(kept.record()));
        }
    }
}
