package io.atoll.jira.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.kit.http.Http;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.Kind;
import io.atoll.spi.RecordSink;
import io.atoll.spi.event.Change;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads the kind {@code issue}. */
final class Issues implements KindReader, LiveKind {

    private static final Kind KIND = new Kind("issue");
    private static final int PAGE = 100;

    private final Http http;
    private final Selector selector;
    private final UnaryOperator<Jql> narrowing;

    /**
     * Reads the issues of a selector.
     *
     * @param narrowing what an incremental run makes of a query
     */
    Issues(Http http, Selector selector, UnaryOperator<Jql> narrowing) {
        this.http = http;
        this.selector = selector;
        this.narrowing = narrowing;
    }

    /**
     * The selector.
     *
     * @param jql which issues
     * @param fields which fields, between commas; {@code *all} if absent
     * @param expand what else, between commas
     */
    record Selector(
            @Nullable String jql,
            @Nullable String fields,
            @Nullable String expand) {

        private static final String USUAL = "(statusCategory != Done) OR (created >= -1w) OR (updated >= -1w)";
        private static final String ALL = "*all";

        Jql query() {
            return new Jql(jql == null ? USUAL : jql.strip());
        }

        List<String> names() {
            return Arrays.stream((fields == null ? ALL : fields).split(","))
                    .map(String::strip)
                    .filter(field -> !field.isEmpty())
                    .toList();
        }

        Optional<String> expansion() {
            return Optional.ofNullable(expand).filter(text -> !text.isBlank());
        }
    }

    @Override
    public void read(RecordSink sink) throws IntegrationException, InterruptedException {
        Jql query = narrowing.apply(selector.query());
        http.read(Search.all(query, PAGE, selector.names(), selector.expansion()), Search.TOKENS, sink);
    }

    @Override
    public List<Change> changes(JiraEvent event) throws IntegrationException, InterruptedException {
        if (event.deletes()) {
            return event.gone(KIND);
        }
        JsonNode found =
                http.json(Search.one(selector.query(), event.number("id"), selector.names(), selector.expansion()));
        return event.change(KIND, found.path("issues").path(0));
    }
}
