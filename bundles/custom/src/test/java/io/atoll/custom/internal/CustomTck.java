package io.atoll.custom.internal;

import io.atoll.tck.IntegrationTck;
import io.atoll.tck.Subject;
import java.nio.file.Path;

class CustomTck extends IntegrationTck {

    @Override
    protected Subject subject() {
        return Subject.of("baseUrl", Path.of("src/test/resources/io/atoll/custom/routes.json"))
                .path("/api")
                .with("authType", "bearer_token")
                .with("apiToken", "s3cr3t-of-one")
                .reading("/teams", """
                        {"data_path": ".teams", "pagination":
                          {"paginationType": "cursor", "cursorPath": "next", "pageSize": 2, "totalPath": "total"}}
                        """)
                .reading("/teams/{team}/members", """
                        {"data_path": ".members", "path_parameters": {"team":
                          {"endpoint": "/teams", "data_path": ".teams", "field": ".id", "pagination":
                            {"paginationType": "cursor", "cursorPath": "next", "pageSize": 2, "totalPath": "total"}}}}
                        """)
                .reading("/projects", "{\"pagination\": {\"paginationType\": \"page\", \"pageSize\": 1}}");
    }
}
