package io.atoll.console.gogo.internal.channel;

import java.util.Arrays;
import java.util.Objects;
import org.apache.felix.service.command.Converter;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Lets commands such as {@code stop} take a bundle by its id or symbolic name.
 *
 * <p>Only Gogo's terminals bring such a converter, and a headless platform has none.
 */
@Component(property = Converter.CONVERTER_CLASSES + "=org.osgi.framework.Bundle")
public final class BundleConverter implements Converter {

    private final BundleContext context;

    /** Finds the bundles of a framework. */
    @Activate
    public BundleConverter(BundleContext context) {
        this.context = context;
    }

    @Override
    public @Nullable Object convert(Class<?> desiredType, Object value) {
        if (desiredType != Bundle.class) {
            return null;
        }
        String name = value.toString();
        return Arrays.stream(context.getBundles())
                .filter(bundle -> name.equals(String.valueOf(bundle.getBundleId()))
                        || Objects.equals(name, bundle.getSymbolicName()))
                .findFirst()
                .orElse(null);
    }

    /** Leaves how bundles are printed to others. */
    @Override
    public @Nullable CharSequence format(Object target, int level, Converter escape) {
        return null;
    }
}
