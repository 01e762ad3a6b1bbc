package io.atoll.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.pipeline.Fetcher.Fetched;
import io.atoll.pipeline.Fetcher.Gap;
import io.atoll.pipeline.Fetcher.PageSink;
import io.atoll.pipeline.Fetcher.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How badly the third party tells what it has.
 *
 * <p>{@code repo} and {@code mirror} are read by partitions, {@code repo}, {@code issue} and {@code badge} with places to resume at. Items
 * are read as {@code box}es, each with all that lies in it.
 */
final class Answers {

    private static final Set<String> PARTED = Set.of("repo", "mirror");
    private static final Set<String> WITH_PLACES = Set.of("repo", "issue", "badge");
    private static final String END = "~";

    private final ThirdParty source;
    private final Nemesis nemesis;
    private final Story story;

    /** Pages that the ledger has noted, by run and place. */
    private final Set<String> noted = ConcurrentHashMap.newKeySet();

    Answers(ThirdParty source, Nemesis nemesis, Story story) {
        this.source = source;
        this.nemesis = nemesis;
        this.story = story;
    }

    /** Remembers that a page was noted: it must not be read again. */
    void noted(String run, String label, String part, String place) {
        noted.add(run + ' ' + label + ' ' + part + ' ' + place);
    }

    /**
     * Who reads what.
     *
     * @param step is taken before each page
     * @param inCharge whether nobody has taken over from the reader
     */
    record Reader(String run, String kind, String label, PageSink sink, Runnable step, BooleanSupplier inCharge) {}

    /** Tells what it has of a kind, as well as it can today. */
    Fetched read(Reader reader, Progress progress) throws InterruptedException {
        var gaps = new ArrayList<Gap>();
        String kind = reader.kind();
        if (kind.equals("team") && nemesis.strikes("empty " + kind, 0.06)) {
            story.change("source: " + kind + " answers with an empty list, which is a lie");
        } else if (nemesis.strikes("kind " + kind, 0.05)) {
            gaps.add(new Gap("", "the host went away"));
        } else {
            for (String part : PARTED.contains(kind) ? source.parts(kind) : Set.of("")) {
                if (part.isEmpty() || !progress.complete(part)) {
                    String from =
                            WITH_PLACES.contains(kind) ? progress.resumeAt(part).orElse("") : "";
                    String gap = read(reader, part, from);
                    if (gap != null) {
                        gaps.add(new Gap(part, gap));
                    }
                    if (!part.isEmpty()) {
                        reader.sink().ended(part, gap);
                    }
                }
            }
        }
        reader.sink()
                .ended(
                        "",
                        gaps.stream()
                                .filter(gap -> gap.partition().isEmpty())
                                .map(Gap::reason)
                                .findFirst()
                                .orElse(null));
        if (!gaps.isEmpty()) {
            story.tell("source: " + kind + " has gaps " + gaps);
        }
        return new Fetched(gaps, false, false);
    }

    private @Nullable String read(Reader reader, String part, String from) throws InterruptedException {
        String kind = reader.kind();
        String place = from;
        while (!place.equals(END)) {
            reader.step().run();
            if (!part.isEmpty() && !source.parts(kind).contains(part)) {
                return "404: there is no " + part;
            }
            if (nemesis.strikes("page " + kind, 0.05)) {
                return "page after '" + place + "' failed";
            }
            List<Told> page = page(kind, part, place, 1 + nemesis.choice("pages", 4));
            String next = page.isEmpty() ? END : page.getLast().place();
            if (WITH_PLACES.contains(kind)
                    && reader.inCharge().getAsBoolean()
                    && noted.contains(reader.run() + ' ' + reader.label() + ' ' + part + ' ' + next)) {
                story.violation(
                        "I5",
                        "the page of " + reader.label() + " " + part + " that ends at " + next + " is read again");
            }
            push(reader, part, page, next);
            place = next;
        }
        return null;
    }

    private void push(Reader reader, String part, List<Told> page, String next) throws InterruptedException {
        String kind = reader.kind();
        var records = new ArrayList<JsonNode>();
        for (Told told : page) {
            if (nemesis.strikes("unreadable " + kind, 0.01)) {
                reader.sink().unreadable(part, told.record(), "too large");
            } else if (kind.equals("issue") && nemesis.strikes("broken " + kind, 0.02)) {
                records.add(((ObjectNode) told.record()).put("open", "maybe"));
            } else {
                records.add(told.record());
            }
        }
        story.tell("source: " + reader.label() + " " + part + " gives "
                + page.stream().map(Told::place).toList());
        if (WITH_PLACES.contains(kind)) {
            reader.sink().page(part, records, next);
        } else if (!records.isEmpty()) {
            reader.sink().page(part, records, null);
        }
    }

    /**
     * One record.
     *
     * @param place behind which others follow
     */
    private record Told(String place, JsonNode record) {}

    private List<Told> page(String kind, String part, String after, int size) {
        List<Told> all = kind.equals("box")
                ? boxes()
                : source.things().stream()
                        .filter(thing ->
                                thing.kind().equals(kind) && thing.part().equals(part))
                        .map(thing -> new Told(thing.id(), thing.record()))
                        .toList();
        return all.stream()
                .filter(told -> told.place().compareTo(after) > 0)
                .limit(size)
                .toList();
    }

    private List<Told> boxes() {
        var boxes = new TreeMap<String, ObjectNode>();
        for (Thing thing : source.things()) {
            if (thing.kind().equals("item")) {
                boxes.computeIfAbsent(
                                thing.part(),
                                box -> JsonNodeFactory.instance.objectNode().put("id", box))
                        .withArray("items")
                        .add(thing.record());
            }
        }
        return boxes.entrySet().stream()
                .map(box -> new Told(box.getKey(), box.getValue()))
                .toList();
    }
}
