package io.atoll.apply.internal.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.apply.internal.Bench;
import io.atoll.apply.internal.client.Eventually;
import io.atoll.apply.internal.client.FakePort.Answer;
import io.atoll.apply.internal.client.FakePort.Request;
import io.atoll.model.Entity;
import io.atoll.pipeline.Catalog.CatalogException;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ListingTest {

    private static final String LIST = "POST /v1/blueprints/entities/datasource-entities";

    private Bench bench;

    @BeforeEach
    void open() throws IOException {
        bench = new Bench();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private List<String> owned() throws CatalogException, InterruptedException {
        List<String> names = new ArrayList<>();
        bench.installation.owned(entity -> names.add(entity.ref().toString()));
        return names;
    }

    private static String entities(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> "{\"identifier\":\"e" + i + "\",\"blueprint\":\"bp\",\"properties\":{\"n\":" + i + "}}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static Answer page(int from, int to, String next) {
        return Answer.ok("{\"ok\":true,\"entities\":" + entities(from, to) + ",\"next\":" + next + "}");
    }

    @Test
    void asksByTheStampOfAnyVersionAndFollowsThePages() throws Exception {
        bench.port.once(LIST, page(0, 2, "\"c1\""), page(2, 3, "null"));

        assertThat(owned()).containsExactly("bp/e0", "bp/e1", "bp/e2");

        assertThat(bench.port.calls()).extracting(Request::query).containsOnly("exclude_calculated_properties=true");
        assertThat(bench.port.calls()).extracting(Request::agent).containsOnly("port-ocean/mini/1.2.3/mini-1/exporter");
        assertThat(bench.port.calls())
                .extracting(Request::text)
                .containsExactly(
                        "{\"datasource_prefix\":\"port-ocean/mini/\",\"datasource_suffix\":\"/mini-1/exporter\",\"limit\":1000}",
                        "{\"datasource_prefix\":\"port-ocean/mini/\",\"datasource_suffix\":\"/mini-1/exporter\",\"limit\":1000,\"from\":\"c1\"}");
    }

    @Test
    void keepsWhatMappingsCanWriteAndNothingElse() throws Exception {
        bench.port.once(LIST, Answer.ok("""
                {"entities":[{"identifier":"ä/1","blueprint":"bp","title":null,"icon":"Jira","team":["a","b"],
                  "properties":{"p":[1,{"q":2.50}],"n":null},"relations":{"r":["x"],"s":null},
                  "scorecards":{"sc":{"level":"Gold"}},"createdAt":"2026-01-01T00:00:00Z"}],
                 "matching":{"deep":[1,{"x":[]}]},"ok":true,"next":null}
                """));
        List<Entity> entities = new ArrayList<>();

        bench.installation.owned(entities::add);

        Entity entity = entities.getFirst();
        assertThat(entity.ref()).isEqualTo(new Entity.Ref("bp", "ä/1"));
        assertThat(entity.title()).isEqualTo(Bench.json("null"));
        assertThat(entity.icon()).isEqualTo(Bench.json("'Jira'"));
        assertThat(entity.team()).isEqualTo(Bench.json("['a','b']"));
        assertThat(entity.properties()).isEqualTo(Bench.json("{'p':[1,{'q':2.50}],'n':null}"));
        assertThat(entity.relations()).isEqualTo(Bench.json("{'r':['x'],'s':null}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {",\"next\":null", ",\"next\":\"\"", ""})
    void takesANullEmptyOrAbsentNextForTheEnd(String next) throws Exception {
        bench.port.once(LIST, Answer.ok("{\"ok\":true,\"entities\":[]" + next + "}"));

        assertThat(owned()).isEmpty();
    }

    @Test
    void handsNothingOverTwiceWhenAPageBreaksOff() throws Exception {
        Answer second = page(500, 1000, "\"c2\"");
        bench.port.once(
                LIST,
                page(0, 500, "\"c1\""),
                second.cut(20_000),
                Answer.ok(second.body().substring(0, 9_000)),
                Answer.of(503, ""),
                second,
                page(1000, 1001, "null"));

        assertThat(owned()).hasSize(1001).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"ok":false,"entities":[],"next":null}                            | does not say ok:true
            {"entities":[],"next":null}                                       | does not say ok:true
            {"ok":true,"next":null}                                           | holds no entities
            {"ok":true,"entities":{},"next":null}                             | entities is not a list
            {"ok":true,"entities":[],"next":7}                                | next is not a text
            {"ok":true,"entities":[{"identifier":"a"}],"next":null}           | no identifier or no blueprint
            {"ok":true,"entities":[{"blueprint":"a"}],"next":null}            | no identifier or no blueprint
            []                                                                | not a JSON object
            """)
    void takesNoOddAnswerForAListing(String answer, String complaint) {
        bench.port.always(LIST, Answer.ok(answer));

        assertThatThrownBy(this::owned).isInstanceOf(CatalogException.class).hasMessageContaining(complaint);
    }

    @Test
    void failsWhenTheLastPageStaysTruncated() {
        bench.port.once(LIST, page(0, 2, "\"c1\""));
        bench.port.always(LIST, Answer.ok("{\"ok\":true,\"entities\":[{\"identifier\":\"e9\""));

        assertThatThrownBy(this::owned)
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("after 5 attempts")
                .hasMessageContaining("datasource-entities");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void findsPagesThatGoRoundInCircles(int length) {
        AtomicInteger page = new AtomicInteger();
        bench.port.always(LIST, request -> page(0, 1, "\"c" + page.getAndIncrement() % length + "\""));

        assertThatThrownBy(this::owned).isInstanceOf(CatalogException.class).hasMessageContaining("not complete");
    }

    @Test
    void refusesAPageThatIsLargerThanAskedFor() {
        bench.port.always(LIST, page(0, 1001, "null"));

        assertThatThrownBy(this::owned).hasMessageContaining("more than the 1000 entities");
    }

    @Test
    void listsWhatWasWrittenLastBeforeAMoment() throws Exception {
        bench.port.once(LIST, page(0, 1, "null"));

        new Listing(bench.session).before(Instant.parse("2026-11-21T16:07:27.263848Z"), entity -> {});

        assertThat(bench.port.calls().getFirst().body().path("before").asText())
                .isEqualTo("2026-11-21T16:07:27.263848+00:00");
    }

    @Test
    void asksForFewerEntitiesWhenAPageIsTooLong() throws Exception {
        String large = "x".repeat(100);
        bench.port.always(LIST, request -> {
            int from = request.body().path("from").asInt();
            int to = Math.min(1000, from + request.body().path("limit").asInt());
            String body = IntStream.range(from, to)
                    .mapToObj(i -> "{\"identifier\":\"e" + i + "\",\"blueprint\":\"" + large + "\"}")
                    .collect(Collectors.joining(",", "[", "]"));
            return Answer.ok("{\"ok\":true,\"entities\":" + body + ",\"next\":"
                    + (to == 1000 ? "null" : "\"" + to + "\"") + "}");
        });
        List<String> names = new ArrayList<>();

        new Listing(bench.session, 50_000).all(entity -> names.add(entity.ref().identifier()));

        assertThat(names).hasSize(1000).doesNotHaveDuplicates();
        assertThat(bench.port.calls())
                .extracting(call -> call.body().path("limit").asInt())
                .containsExactly(1000, 500, 250, 250, 250, 250);
    }

    @Test
    void failsWhenASingleEntityIsTooLong() {
        bench.port.always(LIST, page(0, 1, "null"));

        assertThatThrownBy(() -> new Listing(bench.session, 20).all(entity -> {}))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("longer than the 20 bytes");
    }

    @Test
    void readsAMillionEntitiesInTheMemoryOfAPage() throws Exception {
        int total = 1_000_000;
        bench.port.always(LIST, request -> {
            int from = request.body().path("from").asInt();
            int to = from + request.body().path("limit").asInt();
            return page(from, to, to == total ? "null" : "\"" + to + "\"");
        });
        // The fake keeps what it is asked, not what it answers.
        AtomicLong count = new AtomicLong();
        AtomicLong most = new AtomicLong();
        long before = liveHeap();

        bench.installation.owned(entity -> {
            if (count.incrementAndGet() % 200_000 == 0) {
                most.accumulateAndGet(liveHeap() - before, Math::max);
            }
        });

        assertThat(count.get()).isEqualTo(total);
        assertThat(most.get()).isLessThan(32L * 1024 * 1024);
    }

    private static long liveHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void holdsNoMoreThanOnePageInMemory() throws Exception {
        bench.port.always(LIST, request -> {
            int from = request.body().path("from").asInt();
            return page(from, from + 1000, from == 9_000 ? "null" : "\"" + (from + 1000) + "\"");
        });
        AtomicLong count = new AtomicLong();
        List<WeakReference<Entity>> firsts = new ArrayList<>();
        AtomicInteger reachable = new AtomicInteger();

        bench.installation.owned(entity -> {
            if (count.getAndIncrement() % 1000 == 0) {
                firsts.add(new WeakReference<>(entity));
                if (firsts.size() == 10) {
                    Eventually.isTrue(() -> {
                        System.gc();
                        reachable.set((int) firsts.stream()
                                .filter(first -> first.get() != null)
                                .count());
                        return reachable.get() <= 1;
                    });
                }
            }
        });

        assertThat(count.get()).isEqualTo(10_000);
        assertThat(reachable.get()).isLessThanOrEqualTo(1);
    }

    @Test
    void readsBackWhatItWrites() throws Exception {
        JsonNode wire = Bench.json(
                "{'identifier':'i','icon':'I','blueprint':'b','title':null,'team':'t','properties':{'p':null},'relations':{'r':['x']}}");

        ObjectNode written = EntityWire.write(EntityWire.read(wire));

        assertThat(written.toString()).isEqualTo(wire.toString());
    }
}
