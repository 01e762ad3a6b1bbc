package io.atoll.git.internal;

import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/**
 * The commits that can be reached from some tips, each once, the newest first by the date of the committer.
 *
 * <p>A {@link RevWalk} remembers every commit that it has seen. This walk remembers 8 bytes of each and has its {@code RevWalk} forget
 * all of them from time to time.
 */
final class History implements AutoCloseable {

    /** How many commits JGit may remember. */
    private static final int FORGET_AFTER = 1_000;

    private static final Comparator<Pending> NEWEST_FIRST = Comparator.<Pending>comparingInt(
                    pending -> pending.commit().getCommitTime())
            .reversed()
            .thenComparingLong(Pending::order);

    private final RevWalk walk;
    private final SeenIds seen = new SeenIds();
    private final PriorityQueue<Pending> pending = new PriorityQueue<>(NEWEST_FIRST);
    private long order;
    private int parsed;

    /**
     * Begins at commits, or at tags of commits.
     *
     * @throws IOException if a tip cannot be read
     */
    History(Repository repository, Collection<? extends AnyObjectId> tips) throws IOException {
        walk = new RevWalk(repository);
        try {
            for (AnyObjectId tip : tips) {
                add(tip);
            }
        } catch (IOException | RuntimeException e) {
            walk.close();
            throw e;
        }
    }

    /**
     * Gives the next commit, with its body, or {@code null} at the end.
     *
     * @throws IOException if a commit is missing or damaged; the history is then not complete
     * @throws InterruptedException if the thread was interrupted
     */
    @Nullable
    RevCommit next() throws IOException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        Pending next = pending.poll();
        if (next == null) {
            return null;
        }
        for (RevCommit parent : next.commit().getParents()) {
            add(parent.copy());
        }
        return next.commit();
    }

    private void add(AnyObjectId id) throws IOException {
        if (!seen.add(id)) {
            return;
        }
        if (++parsed % FORGET_AFTER == 0) {
            walk.dispose();
        }
        pending.add(new Pending(walk.parseCommit(id), order++));
    }

    @Override
    public void close() {
        walk.close();
    }

    /**
     * A commit that was found and not yet given.
     *
     * @param order what comes first among those of the same second
     */
    private record Pending(RevCommit commit, long order) {}
}
