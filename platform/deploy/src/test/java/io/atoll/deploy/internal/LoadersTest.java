package io.atoll.deploy.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How leaked class loaders are counted. */
class LoadersTest {

    private final Loaders loaders = new Loaders();

    @Test
    void countsTheLoadersThatSomebodyHolds() {
        List<ClassLoader> held = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ClassLoader loader = new URLClassLoader(new URL[0]);
            held.add(loader);
            loaders.gone("com.acme.leaky", new WeakReference<>(loader));
            loaders.gone("com.acme.clean", new WeakReference<>(new URLClassLoader(new URL[0])));
        }
        System.gc();

        assertThat(loaders.survivors()).containsExactly(Map.entry("com.acme.leaky", 5));
        assertThat(held).hasSize(5);
    }
}
