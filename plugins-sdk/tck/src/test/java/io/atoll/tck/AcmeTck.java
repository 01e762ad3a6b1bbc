package io.atoll.tck;

import java.nio.file.Path;

// @start region="adoption"
class AcmeTck extends IntegrationTck {

    @Override
    protected Subject subject() {
        return Subject.of("server", Path.of("src/test/resources/acme/routes.json"))
                .with("token", "s3cret");
    }
}
// @end
