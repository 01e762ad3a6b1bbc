package ${package};

import io.atoll.kit.http.Auth;
import io.atoll.kit.http.Call;
import io.atoll.kit.http.Http;
import io.atoll.kit.http.HttpCheck;
import io.atoll.kit.http.HttpFactory;
import io.atoll.kit.http.Server;
import io.atoll.spi.ConnectionCheck;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceScope;

/** The way to ${title}, once for each configured instance. */
@Component(
        service = {Connection.class, ConnectionCheck.class},
        configurationPid = "${package}",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class Connection implements ConnectionCheck {

    private final Http http;

    /** Opens a client, which is closed along with this component. */
    @Activate
    public Connection(
            Configuration configuration,
            @Reference(scope = ReferenceScope.PROTOTYPE_REQUIRED) HttpFactory clients) {
#if($authentication == 'none')
        Auth auth = Auth.none();
#elseif($authentication == 'header')
        Auth auth = Auth.header("X-Api-Token", configuration._token());
#elseif($authentication == 'basic')
        Auth auth = Auth.basic(configuration.user(), configuration._password());
#else
        Auth auth = Auth.clientCredentials(
                configuration.server() + "/oauth/token", configuration.client(), configuration._secret());
#end
        http = clients.open(Server.at(configuration.server()).auth(auth));
    }

    Http http() {
        return http;
    }

    @Override
    public List<Step> check() throws InterruptedException {
        return HttpCheck.of(http, Call.get("items").query("limit", 1)).check();
    }
}
