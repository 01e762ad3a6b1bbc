package io.atoll.jira.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.kit.http.Call;
import io.atoll.kit.http.HttpCheck;
import io.atoll.spi.ConnectionCheck;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationException.Misconfigured;
import java.util.List;
import java.util.function.Predicate;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/** Tells whether Jira can be reached, knows the user, and gives the rights that the kinds need. */
@Component(configurationPid = JiraConfiguration.PID, configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class JiraCheck implements ConnectionCheck {

    private final JiraSite site;
    private final boolean hooked;

    /** Checks the site of an instance. */
    @Activate
    public JiraCheck(@Reference JiraSite site, JiraConfiguration configuration) {
        this.site = site;
        this.hooked = !configuration.appHost().isBlank() && !site.oauth();
    }

    @Override
    public List<Step> check() throws InterruptedException {
        HttpCheck check;
        try {
            check = HttpCheck.of(site.http(), JiraSite.myself());
        } catch (Misconfigured e) {
            return List.of(new Step("read the configuration", Outcome.FAILED, e.getMessage()));
        } catch (IntegrationException e) {
            return List.of(new Step("find the site", Outcome.FAILED, e.getMessage()));
        }
        check = check.right("browse projects", permission("BROWSE_PROJECTS"), have("BROWSE_PROJECTS"))
                .right("browse users and groups", permission("USER_PICKER"), have("USER_PICKER"))
                .right("see boards", Call.get("rest/agile/1.0/board").query("maxResults", 1), answer -> true);
        if (site.teams().isPresent()) {
            check = check.right("see teams", Call.get(site.teams().get()), answer -> true);
        }
        if (hooked) {
            check = check.right("administer Jira, for the webhook", permission("ADMINISTER"), have("ADMINISTER"));
        }
        return check.check();
    }

    /** Asks for a permission. */
    static Call permission(String name) {
        return Call.get("rest/api/3/mypermissions").query("permissions", name);
    }

    /** Whether the answer to that says that the user has it. */
    static Predicate<JsonNode> have(String name) {
        return answer ->
                answer.path("permissions").path(name).path("havePermission").asBoolean();
    }
}
