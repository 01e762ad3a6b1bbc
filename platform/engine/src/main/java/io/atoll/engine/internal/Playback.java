package io.atoll.engine.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.model.Resource;
import io.atoll.pipeline.Fetcher;
import io.atoll.pipeline.Records;
import io.atoll.pipeline.Records.Page;
import io.atoll.pipeline.Records.Reader;
import io.atoll.pipeline.Records.Recording;
import io.atoll.pipeline.Records.Unreadable;
import io.atoll.spi.IntegrationId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what earlier runs have kept of a resource instead of asking its providers. What was not kept whole is a gap, so that nothing that
 * could come from there is taken for gone.
 */
record Playback(Fetcher live, Records records) implements Fetcher {

    private static final Fetched WHOLE = new Fetched(List.of(), false, false);

    @Override
    public Fetched fetch(IntegrationId integration, Resource resource, Progress progress, PageSink sink)
            throws InterruptedException {
        var recordings = records.of(integration, resource);
        var whole = recordings.stream().filter(Recording::whole).findFirst();
        if (whole.isEmpty()) {
            return ended(sink, missing(resource, recordings));
        }
        try {
            records.read(whole.get(), any -> true, new Into(sink));
            sink.ended("", null);
            return WHOLE;
        } catch (Unreadable unreadable) {
            return ended(sink, unreadable.getMessage());
        }
    }

    private static Fetched ended(PageSink sink, String gap) throws InterruptedException {
        sink.ended("", gap);
        return new Fetched(List.of(new Gap("", gap)), false, false);
    }

    private static String missing(Resource resource, List<Recording> recordings) {
        String reason = recordings.isEmpty()
                ? "none of its kind and selector were kept yet"
                : "those of run " + recordings.getFirst().run() + " are not whole: "
                        + recordings.getFirst().reason();
        return "it is not known what this would change: there are no records of " + resource.label() + " (" + reason
                + "). A plan or a run reads them";
    }

    /** Passes on what was read in partitions and outside of them. */
    private record Into(PageSink sink) implements Reader {

        @Override
        public void page(Page page) throws InterruptedException {
            sink.page(page.partition(), page.records(), null);
        }

        @Override
        public void unreadable(String partition, JsonNode record, String reason) throws InterruptedException {
            sink.unreadable(partition, record, reason);
        }

        @Override
        public void ended(String partition, @Nullable String gap) throws InterruptedException {
            if (!partition.isEmpty()) {
                sink.ended(partition, gap);
            }
        }
    }

    @Override
    public Fetched starting(IntegrationId integration) {
        return WHOLE;
    }

    @Override
    public Fetched completed(IntegrationId integration) {
        return WHOLE;
    }

    @Override
    public List<ProviderStatus> providers() {
        return live.providers();
    }
}
