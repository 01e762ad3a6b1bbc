package io.atoll.jira.internal;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/** Makes configurations as the container does: what is not given has its default. */
final class Configurations {

    private Configurations() {}

    /** One that works, for a site at an address. */
    static JiraConfiguration at(String host) {
        return at(host, Map.of());
    }

    static JiraConfiguration at(String host, Map<String, ?> more) {
        var values = new HashMap<String, Object>(Map.of(
                "jiraHost", host,
                "atlassianUserEmail", "ada@example.com",
                "_atlassianUserToken", "t0k3n-of-ada",
                "atlassianOrganizationId", "org-1"));
        values.putAll(more);
        return of(JiraConfiguration.class, values);
    }

    static JiraInstance instance(String name) {
        return of(JiraInstance.class, Map.of("atoll_instance", name));
    }

    private static <T> T of(Class<T> type, Map<String, ?> values) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> values.containsKey(method.getName())
                        ? values.get(method.getName())
                        : method.getDefaultValue()));
    }
}
