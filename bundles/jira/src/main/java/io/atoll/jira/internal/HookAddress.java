package io.atoll.jira.internal;

/** Where Jira sends events to. */
final class HookAddress {

    /** Below the path of the instance. */
    static final String PATH = "/webhook";

    private HookAddress() {}

    /** The address of an instance; empty if the public address of the platform is not configured. */
    static String of(JiraConfiguration configuration, JiraInstance instance) {
        String host = configuration.appHost().strip().replaceFirst("/+$", "");
        return host.isEmpty() ? "" : host + "/integration/jira/" + instance.atoll_instance() + PATH;
    }
}
