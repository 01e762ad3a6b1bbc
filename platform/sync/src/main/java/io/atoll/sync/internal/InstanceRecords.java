package io.atoll.sync.internal;

import io.atoll.model.Resource;
import io.atoll.pipeline.RecordSync;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.sync.SyncResult;
import io.atoll.sync.internal.RawKind.Prepared;
import io.atoll.sync.internal.Source.Outcomes;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Writes what single records make, by the mapping as it is when a session is opened. */
@Component
public final class InstanceRecords implements RecordSync {

    private final Stages stages;

    /** Takes what it works with. */
    @Activate
    public InstanceRecords(@Reference Stages stages) {
        this.stages = stages;
    }

    @Override
    public Session open(IntegrationId integration) throws IntegrationException, InterruptedException {
        Target target = Target.of(stages, integration);
        return new TargetSession(target, target.prepared());
    }

    /**
     * One state of the mapping.
     *
     * @param target the catalog
     * @param prepared the resources, in the order of the mapping
     */
    private record TargetSession(Target target, List<Prepared> prepared) implements Session {

        @Override
        public List<Resource> resources() {
            return target.resources();
        }

        @Override
        public SyncResult write(List<RecordChange> changes) throws IntegrationException, InterruptedException {
            return new Writing(target).change(of(changes, false), of(changes, true));
        }

        private Source of(List<RecordChange> changes, boolean gone) {
            return outcomes -> {
                for (RecordChange change : changes) {
                    if (change.gone() == gone) {
                        map(change, outcomes);
                    }
                }
            };
        }

        private void map(RecordChange change, Outcomes outcomes) throws IntegrationException, InterruptedException {
            Resource resource = change.resource();
            if (!resources().contains(resource)) {
                throw new IllegalArgumentException(resource.label() + " is not of this session");
            }
            prepared.get(resource.index()).map(change.record(), outcomes);
        }
    }
}
