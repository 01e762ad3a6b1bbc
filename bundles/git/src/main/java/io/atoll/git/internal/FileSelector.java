package io.atoll.git.internal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which files are read; at least one of both keys is given.
 *
 * @param files rules, of which the first that fits a file holds
 * @param path a pattern for all repositories, which comes after the rules
 */
record FileSelector(@Nullable List<Rule> files, @Nullable String path) {

    FileSelector {
        if ((path == null || path.isBlank()) && (files == null || files.isEmpty())) {
            throw new IllegalArgumentException(
                    "which files? Give files: [{path: '**/pom.xml'}], or path: '**/pom.xml'");
        }
    }

    /** The rules that it means. */
    PathRules rules() {
        var rules = new ArrayList<PathRules.Rule>();
        if (files != null) {
            for (Rule rule : files) {
                rules.add(new PathRules.Rule(
                        Glob.of(rule.path()), !Boolean.TRUE.equals(rule.skipParsing()), Repos.of(rule.repos())));
            }
        }
        if (path != null) {
            rules.add(new PathRules.Rule(Glob.of(path), true, Repos.of(null)));
        }
        return new PathRules(rules);
    }

    /**
     * One rule.
     *
     * @param path a pattern
     * @param skipParsing whether the content is given as text; no if absent
     * @param repos which repositories; all if empty
     */
    record Rule(
            String path,
            @Nullable Boolean skipParsing,
            @Nullable List<String> repos) {

        Rule {
            if (path == null || path.isBlank()) {
                throw new IllegalArgumentException("files: an entry has no path, for example '**/pom.xml'");
            }
        }
    }
}
