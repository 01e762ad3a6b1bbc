package io.atoll.apply.internal.transfer;

import io.atoll.apply.internal.client.Session;
import io.atoll.pipeline.Catalog.CatalogException;
import io.atoll.pipeline.Catalog.Outcome;
import io.atoll.pipeline.Catalog.Outcome.Done;
import io.atoll.pipeline.Catalog.Outcome.Refused;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/**
 * Writes the things of an export into a catalog, in the order of the file. It adds and overwrites, and takes nothing away.
 *
 * <p>What the catalog refuses is tried again when everything else is there, as long as that helps. One bulk request is in memory at a
 * time, all blueprints, and a bit for each line.
 */
final class Import {

    private static final int TELL_EVERY = 10_000;

    private final Path file;
    private final Journal journal;
    private final Path refusals;
    private final Map<Section, Writing> writings = new EnumMap<>(Section.class);
    private final Consumer<String> notes;

    /**
     * Makes one.
     *
     * @param file an export that was checked
     * @param contents what it holds
     * @param journal what was done of it before
     * @param refusals where to write what was refused, a line each
     * @param notes takes what people should know while it lasts
     */
    Import(Path file, Contents contents, Session session, Journal journal, Path refusals, Consumer<String> notes) {
        this.file = file;
        this.journal = journal;
        this.refusals = refusals;
        this.notes = notes;
        Writing documents = new DocumentWriting(session);
        for (Section section : Section.values()) {
            writings.put(
                    section,
                    switch (section) {
                        case BLUEPRINT -> new BlueprintWriting(session, contents.count(Section.PAGE) == 0);
                        case ENTITY -> new EntityWriting(session);
                        case INTEGRATION, SCORECARD, ACTION, WEBHOOK, FOLDER, PAGE -> documents;
                    });
        }
    }

    /**
     * Writes everything.
     *
     * @return how many things the catalog refused; {@code refusals} then says which, and why
     * @throws CatalogException if the catalog does not answer; the journal says how far it came
     */
    int run() throws CatalogException, IOException, MalformedFile, InterruptedException {
        BitSet before = (BitSet) journal.refused().clone();
        int done = journal.done();
        pass(line -> line > done || before.get(line));
        for (int refused = Integer.MAX_VALUE; journal.refused().cardinality() < refused; ) {
            refused = journal.refused().cardinality();
            BitSet again = (BitSet) journal.refused().clone();
            if (!again.isEmpty()) {
                pass(again::get);
            }
        }
        return journal.refused().cardinality();
    }

    private void pass(IntPredicate due) throws CatalogException, IOException, MalformedFile, InterruptedException {
        try (LineReader lines = new LineReader(file);
                BufferedWriter refused = Files.newBufferedWriter(refusals)) {
            List<Line> bulk = new ArrayList<>();
            for (Line line = lines.next(); line != null; line = lines.next()) {
                if (due.test(line.number())) {
                    if (!fits(bulk, line)) {
                        write(bulk, refused);
                        bulk = new ArrayList<>();
                    }
                    bulk.add(line);
                }
            }
            write(bulk, refused);
        }
    }

    private boolean fits(List<Line> bulk, Line line) {
        if (bulk.isEmpty()) {
            return true;
        }
        Line first = bulk.getFirst();
        Writing writing = writing(line);
        return first.section() == line.section() && bulk.size() < writing.most() && writing.together(first, line);
    }

    private void write(List<Line> bulk, BufferedWriter refusals)
            throws CatalogException, IOException, InterruptedException {
        if (bulk.isEmpty()) {
            return;
        }
        List<Outcome> outcomes = writing(bulk.getFirst()).write(bulk);
        for (int i = 0; i < outcomes.size(); i++) {
            Line line = bulk.get(i);
            switch (outcomes.get(i)) {
                case Done done -> journal.accept(line.number());
                case Refused refused -> {
                    journal.refuse(line.number());
                    refusals.write(line + ": " + status(refused) + refused.reason() + "\n");
                }
            }
        }
        int last = bulk.getLast().number();
        if (last > journal.done()) {
            tell(journal.done(), last);
            journal.tried(last);
        }
    }

    private static String status(Refused refused) {
        return refused.status() == 0 ? "" : refused.status() + " ";
    }

    private void tell(int before, int now) {
        if (before / TELL_EVERY != now / TELL_EVERY) {
            notes.accept("line " + now);
        }
    }

    private Writing writing(Line line) {
        Writing writing = writings.get(line.section());
        if (writing == null) {
            throw new IllegalStateException("every section has its writing");
        }
        return writing;
    }
}
