package io.atoll.settings.internal;

import io.atoll.pipeline.Integrations.Account;
import io.atoll.pipeline.Integrations.Origin;
import io.atoll.pipeline.Integrations.Terms;
import io.atoll.settings.internal.OceanInputs.Setting;
import java.time.Duration;
import java.util.Optional;

/** What an Ocean installation says of the catalog. */
final class OceanTerms {

    private static final String PORT = "https://api.getport.io";
    private static final String ID = "port.client_id";
    private static final String SECRET = "port.client_secret";
    private static final String BASE = "port.base_url";

    private OceanTerms() {}

    static Terms of(String name, OceanInputs inputs, Secrets secrets, Faults faults) {
        Terms usual = Terms.USUAL;
        int heartbeat = inputs.count(
                "status_heartbeat_interval_seconds", (int) usual.heartbeat().toSeconds());
        return new Terms(
                origin(inputs.word("create_port_resources_origin")),
                inputs.truth("initialize_port_resources", usual.initialize()),
                inputs.truth("send_raw_data_examples", usual.examples()),
                Duration.ofSeconds(heartbeat),
                account(name, inputs, secrets, faults));
    }

    private static Optional<Origin> origin(String word) {
        return switch (word) {
            case "Empty" -> Optional.of(Origin.NOBODY);
            case "Ocean", "Default" -> Optional.of(Origin.INTEGRATION);
            case "Port" -> Optional.of(Origin.CATALOG);
            default -> Optional.empty();
        };
    }

    private static Optional<Account> account(String name, OceanInputs inputs, Secrets secrets, Faults faults) {
        String id = inputs.text(ID);
        String secret = inputs.text(SECRET);
        String base = inputs.text(BASE).replaceFirst("/+$", "");
        if (id.isEmpty() && secret.isEmpty() && base.isEmpty()) {
            return Optional.empty();
        }
        if (id.isEmpty() || secret.isEmpty()) {
            String missing = OceanSetting.variable(id.isEmpty() ? ID : SECRET);
            faults.add(
                    Place.whole(name),
                    missing + " is missing: write it to .env, or leave all of OCEAN__PORT__… out to use the platform's"
                            + " catalog");
            return Optional.empty();
        }
        if (!base.isEmpty() && !base.matches("(?i)https?://[^/?#@\\s]+[^?#@\\s]*")) {
            inputs.at(BASE)
                    .ifPresent(setting -> faults.add(
                            setting.place(),
                            setting.name() + " is an address of the form https://host, without user and query"));
        }
        try {
            return Optional.of(new Account(base.isEmpty() ? PORT : base, id, secrets.resolve(secret)));
        } catch (Secrets.Absent e) {
            Place place = inputs.at(SECRET).map(Setting::place).orElse(Place.whole(name));
            faults.add(place, OceanSetting.variable(SECRET) + " has no value: " + e.getMessage());
            return Optional.empty();
        }
    }
}
