package io.atoll.kit.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.kit.http.Answer;
import io.atoll.kit.http.Call;
import io.atoll.kit.http.Call.Policy;
import io.atoll.kit.http.Enrichment;
import io.atoll.kit.http.Http;
import io.atoll.kit.http.Page;
import io.atoll.kit.http.Paging;
import io.atoll.kit.http.Quotas;
import io.atoll.kit.http.Server;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationException.Unexpected;
import io.atoll.spi.RecordSink;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A client of one server. */
final class BoundHttp implements Http {

    private static final int NO_CONTENT = 204;

    private final Server server;
    private final Wire wire;
    private final Budgets.Shares budgets;
    private final Sender sender;

    BoundHttp(Server server, Wire wire, Budgets.Shares budgets, Sender sender) {
        this.server = server;
        this.wire = wire;
        this.budgets = budgets;
        this.sender = sender;
    }

    @Override
    public URI base() {
        return server.base();
    }

    @Override
    public JsonNode json(Call call) throws IntegrationException, InterruptedException {
        try {
            return fetch(call, Set.of()).body();
        } catch (Protected e) {
            throw e.reason();
        }
    }

    @Override
    public Answer send(Call call) throws IntegrationException, InterruptedException {
        try {
            return sender.send(call, server.limits().page(), answered -> {
                judge(call, answered, Set.of());
                answered.received().body().hold();
                return new ReceivedAnswer(answered.received(), answered.what());
            });
        } catch (Protected e) {
            throw e.reason();
        }
    }

    @Override
    public void read(Call call, Paging paging, Enrichment enrichment, RecordSink sink)
            throws IntegrationException, InterruptedException {
        @Nullable Place from = paging.resumable() ? Place.parse(sink.resumeAt()) : null;
        try {
            walk(call, paging, from, new Records(call, enrichment, sink));
        } catch (Protected e) {
            sink.partition(sender.what(call), part -> {
                throw e.reason();
            });
        }
    }

    @Override
    public void pages(Call call, Paging paging, PageReader reader) throws IntegrationException, InterruptedException {
        try {
            walk(call, paging, null, (page, place) -> reader.read(page));
        } catch (Protected e) {
            throw e.reason();
        }
    }

    private void walk(Call call, Paging paging, @Nullable Place from, PageWalk.Visitor visitor)
            throws IntegrationException, InterruptedException {
        boolean plain = paging.style() instanceof Paging.Style.Whole
                && paging.signs().isEmpty()
                && paging.most() == Long.MAX_VALUE
                && paging.cap() == Long.MAX_VALUE;
        if (plain && call.items() instanceof Call.Items.At at && !(call.body() instanceof Call.Body.GraphQl)) {
            stream(call, at, visitor);
        } else {
            new PageWalk(this::fetch, call, paging).walk(from, visitor);
        }
    }

    private void stream(Call call, Call.Items.At at, PageWalk.Visitor visitor)
            throws IntegrationException, InterruptedException {
        Sender.Answered answered = sender.send(call, server.limits().stream(), answer -> {
            if (judge(call, answer, Set.of()) == Policy.FAIL
                    && answer.received().status() != NO_CONTENT) {
                requireJson(answer);
            }
            return answer;
        });
        try (Received received = answered.received()) {
            if (received.successful() && received.status() != NO_CONTENT) {
                Link.requireNoOther(received, answered.what());
                new ItemStream(received, answered.what(), at, server.limits().item()).read(visitor);
            }
        }
    }

    private Fetched fetch(Call call, Set<Integer> beyond) throws IntegrationException, InterruptedException {
        return sender.send(call, server.limits().page(), answered -> {
            Received received = answered.received();
            if (judge(call, answered, beyond) == Policy.SKIP || received.status() == NO_CONTENT) {
                return new Fetched(
                        received.status(), MissingNode.getInstance(), received, answered.address(), answered.what());
            }
            JsonNode body = body(answered);
            GraphErrors.check(call, body, answered.what(), sender);
            return new Fetched(200, body, received, answered.address(), answered.what());
        });
    }

    private void requireJson(Sender.Answered answered) throws IOException, Unexpected {
        try {
            JsonBody.requireJson(answered.received());
        } catch (Unexpected e) {
            throw new Unexpected(answered.what() + ": " + sender.safe(e.getMessage()), e);
        }
    }

    private JsonNode body(Sender.Answered answered) throws IOException, Unexpected {
        try {
            return JsonBody.read(answered.received());
        } catch (Unexpected e) {
            throw new Unexpected(answered.what() + ": " + sender.safe(e.getMessage()), e);
        }
    }

    /**
     * Says what an answer means.
     *
     * @return {@link Policy#SKIP} if there is nothing; anything else is a success
     */
    private Policy judge(Call call, Sender.Answered answered, Set<Integer> beyond) throws IntegrationException {
        Received received = answered.received();
        if (received.successful()) {
            return Policy.FAIL;
        }
        if (beyond.contains(received.status())) {
            return Policy.SKIP;
        }
        String text = received.reason();
        Policy policy = call.rules().stream()
                .filter(rule -> rule.status() == received.status() && text.contains(rule.text()))
                .map(Call.Rule::policy)
                .findFirst()
                .orElse(Policy.FAIL);
        if (policy == Policy.SKIP) {
            return policy;
        }
        IntegrationException refusal = Refusals.of(
                answered.what(),
                received.status(),
                sender.safe(Refusals.reason(received)),
                sender.retryAfter(received));
        if (policy == Policy.PROTECT) {
            throw new Protected(refusal);
        }
        throw refusal;
    }

    private List<ObjectNode> records(Call call, List<JsonNode> items) throws Unexpected {
        List<ObjectNode> records = new ArrayList<>(items.size());
        for (JsonNode item : items) {
            if (!(item instanceof ObjectNode record)) {
                throw new Unexpected(sender.what(call) + ": item " + (records.size() + 1)
                        + " of a page is no JSON object, but of type "
                        + item.getNodeType().toString().toLowerCase(java.util.Locale.ROOT));
            }
            records.add(record);
        }
        return records;
    }

    /** Pushes what a walk finds. */
    private final class Records implements PageWalk.Visitor {

        private final Call call;
        private final Enrichment enrichment;
        private final RecordSink sink;

        Records(Call call, Enrichment enrichment, RecordSink sink) {
            this.call = call;
            this.enrichment = enrichment;
            this.sink = sink;
        }

        @Override
        public void visit(Page page, @Nullable Place place) throws IntegrationException, InterruptedException {
            List<ObjectNode> records = records(call, page.items());
            enrichment.enrich(records);
            if (place == null || !sender.safe(place.toString()).equals(place.toString())) {
                sink.emit(records);
            } else {
                sink.emit(records, place.toString());
            }
        }

        @Override
        public void unreadable(JsonNode known, String reason) throws InterruptedException {
            sink.unreadable(known, reason);
        }
    }

    @Override
    public List<Quotas.Quota> quotas() {
        return budgets.quotas();
    }

    @Override
    public void close() {
        sender.close();
        wire.close();
        budgets.close();
    }

    /** A refusal that a call protects. */
    private static final class Protected extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient IntegrationException reason;

        Protected(IntegrationException reason) {
            super(reason.getMessage(), reason);
            this.reason = reason;
        }

        IntegrationException reason() {
            return reason;
        }
    }
}
