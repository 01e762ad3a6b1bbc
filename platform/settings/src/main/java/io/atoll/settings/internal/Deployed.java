package io.atoll.settings.internal;

import io.atoll.spi.ConnectionCheck;
import io.atoll.spi.Integration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;

/**
 * The bundles that declare what can be configured, as last seen at rest: integrations, and stages of the platform.
 *
 * <p>Not safe for use by several threads.
 */
final class Deployed {

    private static final String STAGE_PREFIX = "io.atoll.";
    private static final String INSTANCE_SUFFIX = ".instance";

    private final BundleContext context;
    private final ServiceComponentRuntime components;
    private final MetaTypeService metatypes;
    private Snapshot previous;
    private Snapshot settled;

    /** Takes the first look. */
    Deployed(BundleContext context, ServiceComponentRuntime components, MetaTypeService metatypes) {
        this.context = context;
        this.components = components;
        this.metatypes = metatypes;
        this.previous = snapshot();
        this.settled = previous;
    }

    /** Looks again, and tells whether something came, changed or went and is the same as at the look before. */
    boolean look() {
        Snapshot now = snapshot();
        boolean changed = now.equals(previous) && !now.equals(settled);
        if (changed) {
            settled = now;
        }
        previous = now;
        return changed;
    }

    /** The deployed integrations by type. */
    Map<String, Offer> offers() {
        return settled.offers();
    }

    /** What an instance of an integration may be configured with; empty if its bundle does not declare it. */
    Optional<Schema> schema(Offer offer) {
        return schema(offer.bundle(), offer.pid(), offer.type());
    }

    /** The same for those who only look; empty also if the bundle has just left. */
    Optional<Schema> present(Offer offer) {
        try {
            return offer.live() ? schema(offer) : Optional.empty();
        } catch (IllegalStateException left) {
            return Optional.empty();
        }
    }

    /** What each stage may be configured with, by the name of the stage. */
    Map<String, Schema> stages() {
        return stages(MetaTypeInformation::getPids, "");
    }

    /** What stages may be configured with for each instance, by the name of the stage. */
    Map<String, Schema> instanceStages() {
        return stages(MetaTypeInformation::getFactoryPids, INSTANCE_SUFFIX);
    }

    /** The factory PID of what a stage may be configured with for each instance. */
    static String instancePid(String stage) {
        return STAGE_PREFIX + stage + INSTANCE_SUFFIX;
    }

    private Map<String, Schema> stages(Function<MetaTypeInformation, String @Nullable []> pids, String suffix) {
        var stages = new TreeMap<String, Schema>();
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getState() == Bundle.UNINSTALLED
                    || bundle.findEntries("OSGI-INF/metatype", "*.xml", false) == null) {
                continue;
            }
            MetaTypeInformation information = metatypes.getMetaTypeInformation(bundle);
            String[] found = information == null ? null : pids.apply(information);
            for (String pid : found == null ? new String[0] : found) {
                String stage = pid.startsWith(STAGE_PREFIX) && pid.endsWith(suffix)
                        ? pid.substring(STAGE_PREFIX.length(), pid.length() - suffix.length())
                        : "";
                if (!stage.isEmpty() && stage.indexOf('.') < 0) {
                    schema(bundle, pid, "the stage " + stage).ifPresent(schema -> stages.put(stage, schema));
                }
            }
        }
        return stages;
    }

    private Optional<Schema> schema(Bundle bundle, String pid, String owner) {
        MetaTypeInformation information = metatypes.getMetaTypeInformation(bundle);
        try {
            return information == null
                    ? Optional.empty()
                    : Optional.of(Schema.of(owner, information.getObjectClassDefinition(pid, null)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Snapshot snapshot() {
        var updates = new HashMap<Long, Long>();
        var offers = new HashMap<String, Offer>();
        for (Bundle bundle : context.getBundles()) {
            updates.put(bundle.getBundleId(), bundle.getLastModified());
            offer(bundle).ifPresent(offer -> offers.merge(offer.type(), offer, Deployed::newer));
        }
        return new Snapshot(updates, offers);
    }

    private Optional<Offer> offer(Bundle bundle) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        if (wiring == null || (bundle.getState() & (Bundle.ACTIVE | Bundle.STARTING)) == 0) {
            return Optional.empty();
        }
        Collection<ComponentDescriptionDTO> descriptions = components.getComponentDescriptionDTOs(bundle);
        if (descriptions.isEmpty() && bundle.getHeaders().get("Service-Component") != null) {
            return Optional.empty(); // its components are not known yet
        }
        return wiring.getCapabilities(Integration.NAMESPACE).stream()
                .map(capability -> offer(bundle, capability, descriptions))
                .findFirst();
    }

    private static Offer offer(
            Bundle bundle, BundleCapability capability, Collection<ComponentDescriptionDTO> descriptions) {
        String pid = attribute(capability, "pid");
        Version version = bundle.getVersion();
        return new Offer(
                attribute(capability, "type"),
                pid,
                attribute(capability, "title"),
                bundle,
                version.getMajor() + "." + version.getMinor() + "." + version.getMicro(),
                descriptions.stream()
                        .flatMap(component -> Arrays.stream(component.serviceInterfaces))
                        .anyMatch(ConnectionCheck.class.getName()::equals),
                bundle.getLastModified(),
                Wiring.of(pid, descriptions));
    }

    private static String attribute(BundleCapability capability, String name) {
        return String.valueOf(capability.getAttributes().get(name));
    }

    private static Offer newer(Offer one, Offer other) {
        return Arrays.asList(one, other).stream()
                .max(Comparator.comparing(offer -> offer.bundle().getVersion()))
                .orElse(one);
    }

    /**
     * The bundles at one look.
     *
     * @param updates when each bundle was last changed, by its id
     * @param offers by type
     */
    private record Snapshot(Map<Long, Long> updates, Map<String, Offer> offers) {}
}
