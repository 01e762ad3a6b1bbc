package io.atoll.git.internal;

import io.atoll.spi.IntegrationException.Unexpected;
import io.atoll.spi.RecordSink;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.revwalk.RevCommit;
import org.jspecify.annotations.Nullable;

/**
 * Reads the kind {@code contributor}: the authors of a repository's commits, each once by e-mail address.
 *
 * <p>Without a selector all branches count, so that the author of every commit of the kind {@code commit} is among them.
 */
final class Contributors implements KindReader {

    /** How many contributors a repository may have, for the sake of memory. */
    private static final int LIMIT = 200_000;

    private final Repos repos;
    private final Tips tips;

    Contributors(Selector selector) {
        this.repos = Repos.of(selector.repos());
        this.tips = selector.branch() == null ? Tips.everywhere() : Tips.ofBranches(selector.branch());
    }

    @Override
    public Repos repos() {
        return repos;
    }

    @Override
    public void read(OpenRepository repository, RecordSink part) throws IOException, Unexpected, InterruptedException {
        var pages = new Pages(part);
        for (Map.Entry<String, Tally> entry : tallies(repository).entrySet()) {
            Tally tally = entry.getValue();
            pages.add(repository
                    .newRecord(entry.getKey(), tally.name)
                    .put("email", tally.email)
                    .put("commits", tally.commits)
                    .put("firstCommitAt", text(tally.first))
                    .put("lastCommitAt", text(tally.last)));
        }
        pages.flush();
    }

    private Map<String, Tally> tallies(OpenRepository repository) throws IOException, Unexpected, InterruptedException {
        var tallies = new LinkedHashMap<String, Tally>();
        try (var history = new History(repository.git(), tips.in(repository))) {
            for (RevCommit commit = history.next(); commit != null; commit = history.next()) {
                Person author = repository.mailmap().person(commit.getAuthorIdent());
                tallies.computeIfAbsent(author.key(), key -> new Tally(author)).add(author.when());
                if (tallies.size() > LIMIT) {
                    throw new Unexpected("repository '" + repository.name() + "' has more than " + LIMIT
                            + " contributors; choose fewer branches by the selector's 'branch'");
                }
            }
        }
        return tallies;
    }

    private static @Nullable String text(@Nullable Instant when) {
        return when == null ? null : when.toString();
    }

    /**
     * The selector.
     *
     * @param repos which repositories; all if empty
     * @param branch a pattern for the branches whose commits count; all if absent
     */
    record Selector(@Nullable List<String> repos, @Nullable String branch) {}

    /** What is known so far of one contributor. */
    private static final class Tally {

        private final String name;
        private final String email;
        private long commits;
        private @Nullable Instant first;
        private @Nullable Instant last;

        /** Begins with the newest commit, whose spelling of the name is kept. */
        Tally(Person newest) {
            name = newest.name().isBlank() ? newest.key() : newest.name();
            email = newest.email();
        }

        void add(@Nullable Instant when) {
            commits++;
            if (when != null) {
                first = first == null || when.isBefore(first) ? when : first;
                last = last == null || when.isAfter(last) ? when : last;
            }
        }
    }
}
