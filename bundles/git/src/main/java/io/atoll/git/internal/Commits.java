package io.atoll.git.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.spi.RecordSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;

/** Reads the kind {@code commit}: commits, the newest first. */
final class Commits implements KindReader {

    /** After so many commits in a row that are too old, no younger one is looked for behind them. */
    private static final int OUT_OF_ORDER = 1_000;

    /** How much of a message is kept, in characters. */
    private static final int MESSAGE = 65_536;

    private final Repos repos;
    private final Tips tips;
    private final int max;
    private final Instant since;

    /**
     * Reads as a selector wants it.
     *
     * @param since only commits of this moment or later
     */
    Commits(CommitSelector selector, Instant since) {
        this.repos = Repos.of(selector.repos());
        this.tips = selector.branch() == null ? Tips.checkedOut() : Tips.ofBranches(selector.branch());
        this.max = selector.max();
        this.since = since;
    }

    @Override
    public Repos repos() {
        return repos;
    }

    @Override
    public void read(OpenRepository repository, RecordSink part) throws IOException, InterruptedException {
        Set<ObjectId> heads = tips.in(repository);
        String state = state(heads);
        Optional<Place> place = Place.in(part, state);
        var pages = new Pages(part);
        int found = place.map(Place::count).orElse(0);
        int tooOld = 0;
        try (var history = new History(repository.git(), heads)) {
            if (place.isPresent()) {
                skipTo(history, place.get().last());
            }
            RevCommit commit = history.next();
            while (commit != null && found < max && tooOld < OUT_OF_ORDER) {
                if (commit.getCommitTime() < since.getEpochSecond()) {
                    tooOld++;
                } else {
                    tooOld = 0;
                    found++;
                    ObjectNode record = record(repository, commit);
                    pages.add(record, record.path("message").asText().length(), new Place(state, found, commit.name()));
                }
                commit = history.next();
            }
        }
        pages.flush();
    }

    /** The same tips have the same history, in the same order. */
    private static String state(Set<ObjectId> heads) {
        MessageDigest digest = Constants.newMessageDigest();
        heads.forEach(head -> digest.update(head.name().getBytes(StandardCharsets.US_ASCII)));
        return ObjectId.fromRaw(digest.digest()).name();
    }

    private static void skipTo(History history, String last) throws IOException, InterruptedException {
        RevCommit commit = history.next();
        while (commit != null && !commit.name().equals(last)) {
            commit = history.next();
        }
        if (commit == null) {
            throw new IOException("the commit " + last + ", after which reading was to go on, is no longer there");
        }
    }

    private static ObjectNode record(OpenRepository repository, RevCommit commit) {
        String message = commit.getFullMessage().strip();
        ObjectNode record = repository.newRecord(commit.name(), OpenRepository.title(commit));
        record.setAll(repository.brief(commit));
        record.put("message", message.length() > MESSAGE ? message.substring(0, MESSAGE) : message)
                .put("merge", commit.getParentCount() > 1);
        record.set(
                "committer",
                repository.mailmap().person(commit.getCommitterIdent()).toJson(repository.name()));
        ArrayNode parents = record.putArray("parents");
        for (RevCommit parent : commit.getParents()) {
            parents.add(parent.name());
        }
        return record;
    }
}
