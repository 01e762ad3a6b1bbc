package ${package};

import io.atoll.tck.IntegrationTck;
import io.atoll.tck.Subject;
import java.nio.file.Path;

class ItemTck extends IntegrationTck {

    @Override
    protected Subject subject() {
#if($authentication == 'none')
        return Subject.of("server", Path.of("src/test/resources/routes.json"));
#elseif($authentication == 'header')
        return Subject.of("server", Path.of("src/test/resources/routes.json"))
                .with("token", "t0ken-of-the-test");
#elseif($authentication == 'basic')
        return Subject.of("server", Path.of("src/test/resources/routes.json"))
                .with("user", "joe")
                .with("password", "passw0rd-of-the-test");
#else
        return Subject.of("server", Path.of("src/test/resources/routes.json"))
                .with("client", "atoll")
                .with("secret", "s3cret-of-the-test");
#end
    }
}
