package io.atoll.admin.internal.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.pipeline.Records;
import io.atoll.pipeline.Records.Page;
import io.atoll.pipeline.Records.Recording;
import io.atoll.pipeline.Records.Unreadable;
import io.atoll.spi.IntegrationId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The first ones of the raw records that are kept, as they came.
 *
 * @param records where they are kept
 */
record KeptRecords(Records records) {

    /** How many pages are looked at. */
    private static final int PAGES = 5;

    /** How many characters of JSON a record may have to be one of them. */
    private static final int LONGEST = 200_000;

    /** How many all of them may have together. */
    private static final int ALL = 2_000_000;

    /** A record, and where it was read. */
    record Kept(Recording recording, int page, int position, JsonNode record) {}

    /**
     * Those of a kind.
     *
     * @param most how many are wanted at most
     */
    List<Kept> first(IntegrationId integration, String kind, int most) throws Unreadable, InterruptedException {
        Optional<Recording> best = best(integration, kind);
        List<Kept> first = new ArrayList<>();
        if (best.isPresent()) {
            int[] room = {ALL};
            records.read(best.get(), page -> page < PAGES, page -> take(best.get(), page, most, first, room));
        }
        return first;
    }

    private static void take(Recording recording, Page page, int most, List<Kept> first, int[] room) {
        if (first.size() == most || room[0] <= 0) {
            return;
        }
        int position = page.first();
        for (JsonNode record : page.records()) {
            int length = record.toString().length();
            if (first.size() < most && length <= Math.min(LONGEST, room[0])) {
                room[0] -= length;
                first.add(new Kept(recording, page.number(), position, record));
            }
            position++;
        }
    }

    /** The last whole recording of a kind, or the newest that ended. */
    private Optional<Recording> best(IntegrationId integration, String kind) {
        List<Recording> all = records.all().stream()
                .filter(each ->
                        each.integration().equals(integration) && each.kind().equals(kind))
                .filter(each -> each.ended().isPresent() && each.records() > 0)
                .toList();
        return all.stream()
                .filter(Recording::whole)
                .findFirst()
                .or(() -> all.stream().findFirst());
    }

    /** The kinds of which something is kept. */
    List<String> kinds(IntegrationId integration) {
        return records.all().stream()
                .filter(each -> each.integration().equals(integration))
                .map(Recording::kind)
                .distinct()
                .toList();
    }
}
