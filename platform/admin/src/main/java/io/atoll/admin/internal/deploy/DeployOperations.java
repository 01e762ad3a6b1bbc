package io.atoll.admin.internal.deploy;

import static io.atoll.operation.Operation.get;

import io.atoll.admin.internal.operation.Paging;
import io.atoll.operation.Help;
import io.atoll.operation.Operation;
import io.atoll.operation.OperationGroup;
import io.atoll.operation.Refused;
import io.atoll.operation.Role;
import io.atoll.operation.Slice;
import io.atoll.pipeline.Deployments;
import io.atoll.pipeline.Deployments.Deployment;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The deploy folder, and what became of each file. */
@Component
public final class DeployOperations implements OperationGroup {

    private final Deployments deployments;

    /** About these. */
    @Activate
    public DeployOperations(@Reference Deployments deployments) {
        this.deployments = deployments;
    }

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(get("deploy-status", "/deployments")
                .role(Role.VIEWER)
                .summary("Lists the files of the deploy folder, and why one is not live")
                .takes(Wanted.class)
                .lists(DeploymentView.class)
                .by((caller, wanted) -> list(wanted)));
    }

    private Slice<DeploymentView> list(Wanted wanted) throws Refused {
        Slice<Deployment> part = Paging.of(wanted.limit(), wanted.cursor())
                .<Deployment>where(
                        deployments.all()::forEach, each -> wanted.state() == null || each.state() == wanted.state());
        return Paging.map(part, DeploymentView::of);
    }

    record Wanted(
            @Help("only those in this state") Deployments.@Nullable State state,
            @Help(Paging.LIMIT) @Nullable Integer limit,
            @Help(Paging.CURSOR) @Nullable String cursor) {}

    /** One file. */
    record DeploymentView(
            @Help("its name") String file,

            @Help("the symbolic name of its bundle; empty where that could not be read")
            String bundle,

            @Help("the version of the bundle; empty where that could not be read")
            String version,

            @Help("what became of it") Deployments.State state,

            @Help("why it is not live, and what to do; else empty")
            String reason,

            @Help("when it came into this state") Instant since) {

        static DeploymentView of(Deployment file) {
            return new DeploymentView(
                    file.file(), file.bundle(), file.version(), file.state(), file.reason(), file.since());
        }
    }
}
