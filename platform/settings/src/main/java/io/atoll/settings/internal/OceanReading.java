package io.atoll.settings.internal;

import io.atoll.settings.internal.OceanInstallation.Offered;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the folders of Ocean installations against the bundles that are deployed; tells once what of them has no effect. */
final class OceanReading {

    private static final Logger log = LoggerFactory.getLogger(OceanReading.class);
    private static final List<String> SPECS = List.of(".port/spec.json", ".port/spec.yaml", ".port/spec.yml");

    private final Deployed deployed;
    private final Secrets secrets;
    private final Map<Path, List<String>> told = new HashMap<>();

    OceanReading(Deployed deployed, Secrets secrets) {
        this.deployed = deployed;
        this.secrets = secrets;
    }

    OceanInstallation read(Path directory, Folder folder, Faults faults) {
        Map<String, String> process = folder.oceanAlone() ? System.getenv() : Map.of();
        OceanInstallation read =
                OceanFolder.read(directory, folder, process, System::getenv, this::offered, secrets, faults);
        if (!read.notes().equals(told.put(directory, read.notes()))
                && !read.notes().isEmpty()) {
            log.info(
                    "{}: {} settings have no effect; bin/atoll ocean check names them",
                    read.name(),
                    read.notes().size());
        }
        return read;
    }

    private Optional<Offered> offered(String type) {
        return Optional.ofNullable(deployed.offers().get(type))
                .flatMap(offer -> deployed.schema(offer)
                        .map(schema -> new Offered(
                                schema.attributes().entrySet().stream()
                                        .collect(Collectors.toMap(
                                                Map.Entry::getKey,
                                                each -> each.getValue().many())),
                                schema.attributes().values().stream()
                                        .filter(Attribute::mandatory)
                                        .map(Attribute::key)
                                        .collect(Collectors.toSet()),
                                spec(offer))));
    }

    /** What the bundle declares; a faulty file declares nothing, as that is not for whoever configures it. */
    private static OceanSpec spec(Offer offer) {
        for (String each : SPECS) {
            @Nullable URL entry = offer.bundle().getEntry(each);
            if (entry != null) {
                try (InputStream in = entry.openStream()) {
                    var faults = new Faults();
                    Value value = Yaml.read(each, new String(in.readAllBytes(), StandardCharsets.UTF_8), faults);
                    return value instanceof Value.Keys keys ? OceanSpec.of(keys, faults) : OceanSpec.NONE;
                } catch (IOException e) {
                    log.warn("{} of {} cannot be read", each, offer.bundle().getSymbolicName(), e);
                }
            }
        }
        return OceanSpec.NONE;
    }
}
