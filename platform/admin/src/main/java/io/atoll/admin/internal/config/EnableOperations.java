package io.atoll.admin.internal.config;

import static io.atoll.operation.Operation.post;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.admin.internal.integrations.IntegrationView;
import io.atoll.admin.internal.operation.InstanceNames;
import io.atoll.operation.Help;
import io.atoll.operation.Operation;
import io.atoll.operation.OperationGroup;
import io.atoll.operation.Refused;
import io.atoll.operation.Role;
import io.atoll.pipeline.ConfigurationFiles;
import io.atoll.pipeline.ConfigurationFiles.Edit;
import io.atoll.pipeline.ConfigurationFiles.Rejected;
import io.atoll.pipeline.Integrations;
import io.atoll.spi.IntegrationId;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether an instance runs at all: the key {@code enabled} of its file. */
@Component
public final class EnableOperations implements OperationGroup {

    private final ConfigurationFiles files;
    private final Integrations integrations;

    /** Writes these files. */
    @Activate
    public EnableOperations(@Reference ConfigurationFiles files, @Reference Integrations integrations) {
        this.files = files;
        this.integrations = integrations;
    }

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                post("integration enable", "/integrations/{integration}/enable")
                        .role(Role.INTEGRATOR)
                        .summary("Has a disabled integration run again")
                        .takes(One.class)
                        .answers(IntegrationView.class)
                        .changing((caller, one) -> show(find(one)))
                        .by((caller, one) -> enable(find(one), true)),
                post("integration disable", "/integrations/{integration}/disable")
                        .role(Role.INTEGRATOR)
                        .summary(
                                "Has an integration run no more, also after a restart, until it is enabled; what it owns in the catalog stays")
                        .takes(One.class)
                        .answers(IntegrationView.class)
                        .changing((caller, one) -> show(find(one)))
                        .by((caller, one) -> enable(find(one), false)));
    }

    private IntegrationView enable(IntegrationId id, boolean enabled) throws Refused {
        try {
            files.set(
                    id.toString(),
                    new Edit(JsonNodeFactory.instance.objectNode().put("enabled", enabled), false));
            return show(id);
        } catch (Rejected rejected) {
            throw Names.refused(rejected);
        }
    }

    private IntegrationId find(One one) throws Refused {
        return InstanceNames.of(integrations).find(one.integration());
    }

    private IntegrationView show(IntegrationId id) throws Refused {
        return integrations
                .find(id)
                .map(IntegrationView::of)
                .orElseThrow(() -> Refused.unknown("integration", "there is no integration '" + id + "' any more"));
    }

    record One(@Help(InstanceNames.HELP) String integration) {}
}
