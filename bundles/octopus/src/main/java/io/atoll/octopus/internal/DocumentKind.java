package io.atoll.octopus.internal;

import java.util.Set;

/**
 * A kind of document in Octopus, called like its list without the last {@code s}.
 *
 * @param name as mappings write it, such as {@code project}
 */
record DocumentKind(String name) {

    static final DocumentKind SPACE = new DocumentKind("space");
    static final DocumentKind DEPLOYMENT = new DocumentKind("deployment");

    private static final Set<String> KNOWN = Set.of("space", "project", "release", "deployment", "machine");

    /** Whether it is one of those that the default mapping has; others may be misspelt. */
    boolean known() {
        return KNOWN.contains(name);
    }

    /** The name of its list in paths. */
    String list() {
        return name + "s";
    }
}
