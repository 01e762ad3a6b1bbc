package io.atoll.admin.internal.why;

import static io.atoll.operation.Operation.get;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.admin.internal.operation.InstanceNames;
import io.atoll.admin.internal.operation.Paging;
import io.atoll.operation.Help;
import io.atoll.operation.Operation;
import io.atoll.operation.OperationGroup;
import io.atoll.operation.Refused;
import io.atoll.operation.Role;
import io.atoll.operation.Slice;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.Records;
import io.atoll.pipeline.Records.Recording;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code records}: what is kept of what runs read. */
@Component
public final class RecordOperations implements OperationGroup {

    private final Records records;
    private final Integrations integrations;

    /** Lists these records. */
    @Activate
    public RecordOperations(@Reference Records records, @Reference Integrations integrations) {
        this.records = records;
        this.integrations = integrations;
    }

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(get("records", "/records")
                .role(Role.VIEWER)
                .summary("Lists what is kept of the raw records that the latest runs read")
                .takes(Which.class)
                .lists(RecordingView.class)
                .by((caller, which) -> list(which)));
    }

    private Slice<RecordingView> list(Which which) throws Refused {
        var id = which.integration() == null
                ? null
                : InstanceNames.of(integrations).find(which.integration());
        var all = records.all().stream()
                .filter(recording -> id == null || recording.integration().equals(id))
                .toList();
        return Paging.map(Paging.of(which.limit(), which.cursor()).of(all), RecordingView::of);
    }

    record Which(
            @Help(InstanceNames.HELP) @Nullable String integration,
            @Help(Paging.LIMIT) @Nullable Integer limit,
            @Help(Paging.CURSOR) @Nullable String cursor) {}

    /** What is kept of one reading. */
    record RecordingView(
            @Help("type~instance") String integration,
            @Help("the run that read it") String run,
            @Help("the kind of the records") String kind,
            @Help("what was asked for, without query") JsonNode selector,
            @Help("when the run began") Instant began,
            @Help("when the reading ended") Optional<Instant> ended,
            @Help("how many pages") int pages,
            @Help("how many records") long records,
            @Help("bytes on the disk") long bytes,

            @Help("whether these are all records that there were")
            boolean whole,

            @Help("why it is not whole; empty if it is") String reason) {

        static RecordingView of(Recording recording) {
            return new RecordingView(
                    recording.integration().toString(),
                    recording.run().value(),
                    recording.kind(),
                    recording.selector(),
                    recording.began(),
                    recording.ended(),
                    recording.pages(),
                    recording.records(),
                    recording.bytes(),
                    recording.whole(),
                    recording.reason());
        }
    }
}
