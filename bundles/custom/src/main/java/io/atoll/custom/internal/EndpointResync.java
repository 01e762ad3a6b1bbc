package io.atoll.custom.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.kit.http.Refused;
import io.atoll.spi.Integration;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationException.Misconfigured;
import io.atoll.spi.IntegrationException.Unauthorized;
import io.atoll.spi.IntegrationException.Unexpected;
import io.atoll.spi.RecordSink;
import io.atoll.spi.ResyncKinds;
import io.atoll.spi.ResyncProvider;
import io.atoll.spi.ResyncRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** Reads any kind: it is the path of an endpoint. */
@Integration(type = "custom", pid = CustomConfiguration.PID, title = "Custom")
@Component(configurationPid = CustomConfiguration.PID, configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = CustomConfiguration.class, factory = true)
@ResyncKinds(kinds = ResyncKinds.ANY)
public final class EndpointResync implements ResyncProvider {

    private final Api api;

    /** Reads an API. */
    @Activate
    public EndpointResync(@Reference Api api) {
        this.api = api;
    }

    /** What is wrong with one kind, be it its selector or a right that is missing, makes a part of it incomplete: others are read. */
    @Override
    public void resync(ResyncRequest request, RecordSink sink) throws IntegrationException, InterruptedException {
        Api.Opened opened = api.opened();
        EndpointSelector selector = request.selector(EndpointSelector.class);
        String kind = request.kind().name();
        try {
            read(opened, kind, selector, sink);
        } catch (Misconfigured e) {
            if (e.getCause() instanceof IOException) {
                throw e; // the way to the server is not as it should be
            }
            sink.partition(kind, part -> {
                throw e;
            });
        } catch (Unauthorized e) {
            if (!Refused.with(403, e)) {
                throw e;
            }
            sink.partition(kind, part -> {
                throw e;
            });
        }
    }

    private void read(Api.Opened opened, String kind, EndpointSelector selector, RecordSink sink)
            throws IntegrationException, InterruptedException {
        requireNoOther(selector.endpoint(), kind);
        PathTemplate path = PathTemplate.of(kind);
        if (path.names().isEmpty()) {
            Listing listing = Listing.of(selector, path, Map.of(), opened.paging());
            opened.listings().shared(listing, page -> sink.emit(records(listing, page, Map.of())));
            return;
        }
        new PathValues(opened.listings(), selector.pathParameters(), opened.paging(), api.width())
                .each(path, sink, (values, part) -> {
                    Listing listing = Listing.of(selector, path, values, opened.paging());
                    opened.listings().read(listing, page -> part.emit(records(listing, page, values)));
                });
    }

    private static void requireNoOther(@Nullable String endpoint, String kind) throws Misconfigured {
        if (endpoint != null && !endpoint.equals(kind)) {
            throw new Misconfigured("key 'endpoint' of the selector has no effect, as the kind is the endpoint: make '"
                    + endpoint + "' the kind in place of '" + kind + "', or leave the key out");
        }
    }

    /** The records of a page, each with the values of the path parameters that it was found by. */
    private static List<JsonNode> records(Listing listing, List<? extends JsonNode> page, Map<String, String> values)
            throws Unexpected {
        List<JsonNode> records = new ArrayList<>(page.size());
        for (JsonNode item : page) {
            if (!(item instanceof ObjectNode record)) {
                throw new Unexpected(listing + ": a record is a JSON object, but one came that is "
                        + item.getNodeType().name().toLowerCase(java.util.Locale.ROOT)
                        + "; make objects of them, such as data_path: '[.names[] | {name: .}]'");
            }
            records.add(values.isEmpty() ? record : with(record, values));
        }
        return records;
    }

    private static ObjectNode with(ObjectNode record, Map<String, String> values) {
        ObjectNode more = record.objectNode();
        more.setAll(record);
        values.forEach((name, value) -> more.put("__" + name, value));
        return more;
    }
}
