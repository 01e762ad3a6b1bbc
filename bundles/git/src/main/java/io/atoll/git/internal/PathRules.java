package io.atoll.git.internal;

import java.util.List;
import java.util.Optional;

/** Which paths of which repositories are read: by one rule or another. */
record PathRules(List<Rule> rules) {

    /** All repositories that some rule means. */
    Repos repos() {
        boolean all = rules.stream().anyMatch(rule -> rule.repos().patterns().isEmpty());
        return new Repos(
                all
                        ? List.of()
                        : rules.stream()
                                .flatMap(rule -> rule.repos().patterns().stream())
                                .toList());
    }

    /** The rules that concern a repository. */
    PathRules in(String repository) {
        return new PathRules(
                rules.stream().filter(rule -> rule.repos().include(repository)).toList());
    }

    /** The first rule that means a path. */
    Optional<Rule> ruleFor(String path) {
        return rules.stream().filter(rule -> rule.path().matches(path)).findFirst();
    }

    /** Whether some rule means something below a folder. */
    boolean leadBelow(String folder) {
        return rules.stream().anyMatch(rule -> rule.path().matchesBelow(folder));
    }

    /**
     * One rule.
     *
     * @param path the paths that it means
     * @param parse whether contents are parsed
     * @param repos the repositories that it means
     */
    record Rule(Glob path, boolean parse, Repos repos) {}
}
