package io.atoll.git.internal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which folders are read; those at the top if neither key is given.
 *
 * @param folders rules
 * @param path a pattern for all repositories
 */
record FolderSelector(
        @Nullable List<Rule> folders, @Nullable String path) {

    FolderSelector {
        path = path == null && (folders == null || folders.isEmpty()) ? "*" : path;
    }

    /** The rules that it means. */
    PathRules rules() {
        var rules = new ArrayList<PathRules.Rule>();
        if (folders != null) {
            folders.forEach(rule -> rules.add(new PathRules.Rule(Glob.of(rule.path()), false, Repos.of(rule.repos()))));
        }
        if (path != null) {
            rules.add(new PathRules.Rule(Glob.of(path), false, Repos.of(null)));
        }
        return new PathRules(rules);
    }

    /**
     * One rule.
     *
     * @param path a pattern
     * @param repos which repositories; all if empty
     */
    record Rule(String path, @Nullable List<String> repos) {

        Rule {
            if (path == null || path.isBlank()) {
                throw new IllegalArgumentException("folders: an entry has no path, for example 'services/*'");
            }
        }
    }
}
