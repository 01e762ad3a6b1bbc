package io.atoll.git.internal;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;

/**
 * Where a history begins.
 *
 * @param head whether at the commit that is checked out
 * @param branches at the newest commits of these branches, by their short names
 */
record Tips(boolean head, Glob branches) {

    /** At the commit that is checked out. */
    static Tips checkedOut() {
        return new Tips(true, Glob.of(""));
    }

    /** At the commit that is checked out and at all branches. */
    static Tips everywhere() {
        return new Tips(true, Glob.of("**"));
    }

    /** At the branches that a pattern fits. */
    static Tips ofBranches(String pattern) {
        return new Tips(false, Glob.of(pattern));
    }

    /** The commits in a repository; none if it has no commits. */
    Set<ObjectId> in(OpenRepository repository) throws IOException {
        var tips = new LinkedHashSet<ObjectId>();
        ObjectId checkedOut = repository.head();
        if (head && checkedOut != null) {
            tips.add(checkedOut);
        }
        for (Ref ref : repository.branches()) {
            if (branches.matches(Repository.shortenRefName(ref.getName()))) {
                tips.add(ref.getObjectId());
            }
        }
        return tips;
    }
}
