package io.atoll.console.web.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.atoll.admin.internal.audit.AuditLog;
import io.atoll.admin.internal.operation.Dispatcher;
import io.atoll.admin.internal.people.People;
import io.atoll.console.web.it.fakes.FakeActivator;
import io.atoll.console.web.it.fakes.FakePlatform;
import io.atoll.operation.OperationGroup;
import io.atoll.operation.Operations;
import io.atoll.pipeline.Fetcher;
import io.atoll.pipeline.Integrations;
import io.atoll.pipeline.SyncEngine;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;

/**
 * The operations of the platform as its own bundle has them, upon a made-up platform: its components are made as the container makes them,
 * with services by type. What nobody plays knows nothing.
 */
final class Wired {

    private static final String OURS = "io.atoll.admin";
    private static final int CHEAP = 1_000;

    private final Map<Class<?>, Object> services = new HashMap<>();

    private Wired() {}

    /** No operations, as long as no service is there that they stand upon. */
    static Operations none(Path folder) throws Exception {
        Wired wired = new Wired();
        wired.keepIn(folder);
        return new Dispatcher((AuditLog) wired.service(AuditLog.class), List.of());
    }

    /** All operations there are, upon a platform whose texts are all of this name. */
    static Operations upon(FakePlatform platform, String name, Path folder, OperationGroup... others) throws Exception {
        Wired wired = new Wired();
        for (Class<?> type : List.of(Integrations.class, Fetcher.class, SyncEngine.class)) {
            wired.services.put(type, platform);
        }
        wired.services.putAll(FakeActivator.services(platform, name));
        wired.keepIn(folder);
        List<OperationGroup> groups = new ArrayList<>(List.of(others));
        for (String component : components()) {
            if (resource(component).contains("provide interface=\"" + OperationGroup.class.getName() + "\"")) {
                groups.add((OperationGroup) wired.service(Class.forName(component.replaceAll(".*/|\\.xml$", ""))));
            }
        }
        return new Dispatcher((AuditLog) wired.service(AuditLog.class), groups);
    }

    /** Keeps everything in a folder, and spends little on the hashes of passwords. */
    private void keepIn(Path folder) throws Exception {
        Constructor<People> people = People.class.getDeclaredConstructor(Path.class, int.class);
        people.setAccessible(true);
        services.put(People.class, people.newInstance(folder, CHEAP));
        Map<String, String> properties = Map.of(
                "atoll.data", folder.toString(),
                "atoll.conf", folder.toString());
        services.put(
                BundleContext.class,
                proxy(
                        BundleContext.class,
                        (proxy, method, arguments) ->
                                method.getName().equals("getProperty") ? properties.get(arguments[0]) : null));
    }

    private static String resource(String name) throws IOException {
        try (InputStream content = Wired.class.getClassLoader().getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(content, name).readAllBytes(), UTF_8);
        }
    }

    /** The descriptions of the bundle's components, whose names are those of their classes. */
    private static List<String> components() throws IOException {
        for (URL url : Collections.list(Wired.class.getClassLoader().getResources("META-INF/MANIFEST.MF"))) {
            try (InputStream content = url.openStream()) {
                var attributes = new Manifest(content).getMainAttributes();
                if (OURS.equals(attributes.getValue("Bundle-SymbolicName"))) {
                    return List.of(attributes.getValue("Service-Component").split(","));
                }
            }
        }
        throw new IllegalStateException("the bundle " + OURS + " is not on the class path");
    }

    private Object service(Class<?> type) throws Exception {
        Object known = services.get(type);
        if (known == null) {
            known = type.isInterface() ? proxy(type, Wired::nothing) : made(type);
            services.put(type, known);
        }
        return known;
    }

    private Object made(Class<?> type) throws Exception {
        for (Constructor<?> constructor : type.getConstructors()) {
            if (Arrays.stream(constructor.getParameterTypes())
                    .allMatch(each -> (each.isInterface() && each != List.class)
                            || each.getName().startsWith(OURS))) {
                Object[] arguments = new Object[constructor.getParameterCount()];
                for (int i = 0; i < arguments.length; i++) {
                    arguments[i] = service(constructor.getParameterTypes()[i]);
                }
                return constructor.newInstance(arguments);
            }
        }
        throw new IllegalStateException(type + " cannot be made");
    }

    private static Object proxy(Class<?> type, InvocationHandler handler) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
    }

    /** What a service knows that nobody plays. */
    private static @Nullable Object nothing(Object proxy, Method method, Object @Nullable [] arguments)
            throws Throwable {
        if (method.getDefaultValue() != null) {
            return method.getDefaultValue();
        } else if (method.isDefault()) {
            return InvocationHandler.invokeDefault(proxy, method, arguments == null ? new Object[0] : arguments);
        }
        Class<?> type = method.getReturnType();
        if (type == Optional.class) {
            return Optional.empty();
        } else if (type == List.class) {
            return List.of();
        } else if (type == Map.class) {
            return Map.of();
        } else if (type == boolean.class) {
            return false;
        } else if (type == long.class) {
            return 0L;
        } else if (type == int.class) {
            return 0;
        }
        return null;
    }
}
