package io.atoll.jira.internal;

import io.atoll.tck.IntegrationTck;
import io.atoll.tck.Subject;
import java.nio.file.Path;

/** What every integration must do. */
class JiraTck extends IntegrationTck {

    /** The same site with pages only where lists go on in different ways: what each goes on with takes its time to fail. */
    private static final Path FEW_PAGES = Site.ROUTES.resolveSibling("tck.json");

    @Override
    protected Subject subject() {
        return Subject.of("jiraHost", party -> party.routes(Site.ROUTES).routes(FEW_PAGES))
                .with("atlassianUserEmail", "ada@example.com", "ben@example.com")
                .with("atlassianUserToken", "t0k3n-of-ada")
                .with("atlassianOrganizationId", "org-1");
    }
}
