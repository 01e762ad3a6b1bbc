package io.atoll.octopus.internal;

import io.atoll.tck.IntegrationTck;
import io.atoll.tck.Subject;
import java.nio.file.Path;

/** What every integration must do. */
class OctopusTck extends IntegrationTck {

    @Override
    protected Subject subject() {
        return Subject.of("serverUrl", Path.of("src/test/resources/routes.json"))
                .with("octopusApiKey", "API-TCKSECRETKEY")
                .reading("runbook", "{\"max\": 7}");
    }
}
