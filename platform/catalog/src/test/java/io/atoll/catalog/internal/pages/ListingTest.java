package io.atoll.catalog.internal.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.catalog.internal.compute.Computation;
import io.atoll.catalog.internal.jq.Expressions;
import io.atoll.catalog.internal.model.Blueprint;
import io.atoll.catalog.internal.model.CatalogEntity;
import io.atoll.catalog.internal.model.Json;
import io.atoll.catalog.internal.model.Ref;
import io.atoll.catalog.internal.model.Stamp;
import io.atoll.catalog.internal.pages.Listing.Outcome;
import io.atoll.catalog.internal.store.CatalogStore;
import io.atoll.catalog.internal.store.SqliteStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How far one request for a table goes. */
class ListingTest {

    private static final int ENTITIES = 1_200;
    private static final Stamp STAMP = Stamp.created(Instant.EPOCH, "");

    private CatalogStore store;
    private List<Column> columns;

    @BeforeEach
    void fill(@TempDir Path data) throws Exception {
        store = SqliteStore.open(data);
        var document = Json.object().put("identifier", "b").put("title", "B");
        document.putObject("schema").putObject("properties").putObject("n").put("type", "number");
        var blueprint = new Blueprint(document, STAMP);
        columns = store.write(transaction -> {
            transaction.put(blueprint);
            for (var i = 0; i < ENTITIES; i++) {
                transaction.put(entity(i), blueprint);
            }
            return Column.of(blueprint, transaction);
        });
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void goesOnWithALongSearchOnTheNextPage() {
        var wanted = selection("last", "");
        var found = new ArrayList<String>();

        var first = listing(1).find(wanted, columns, "", "");
        var page = first;
        for (var pages = 0; page.next().isPresent() && pages < 10; pages++) {
            found.addAll(page.identifiers());
            page = listing(1).find(wanted, columns, "", page.next().get());
        }
        found.addAll(page.identifiers());

        assertThat(first.outcome()).isEqualTo(Outcome.UNFINISHED);
        assertThat(first.identifiers()).isEmpty();
        assertThat(found).containsExactly("e1199");
    }

    @Test
    void doesNotSortMoreThanItMayLookAt() {
        var page = listing(2).find(selection("", "n"), columns, "", "");

        assertThat(page.outcome()).isEqualTo(Outcome.UNSORTED);
        assertThat(page.identifiers()).hasSize(Listing.ROWS).startsWith("e0000", "e0001");
        assertThat(page.next())
                .as("a next page of what is not sorted would be of another order")
                .isEmpty();
    }

    @Test
    void sortsWhatItMayLookAt() {
        var page = listing(4).find(selection("", "n"), columns, "", "");

        assertThat(page.outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(page.identifiers()).startsWith("e1199", "e1198");
    }

    private Listing listing(int steps) {
        var clock = Clock.systemUTC();
        return new Listing(store, clock, new Computation(new Expressions(), clock), steps);
    }

    private static Selection selection(String text, String sort) {
        return new Selection("b", text, List.of(), "", Set.of(), sort, false, "");
    }

    private static CatalogEntity entity(int i) {
        var title = i == ENTITIES - 1 ? "the last one" : null;
        var ref = new Ref("b", "e%04d".formatted(i));
        var properties = Json.object().put("n", ENTITIES - i);
        return new CatalogEntity(ref, title, null, List.of(), properties, Json.object(), "", STAMP);
    }
}
