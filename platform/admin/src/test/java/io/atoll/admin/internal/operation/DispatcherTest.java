package io.atoll.admin.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.throwable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.atoll.admin.internal.audit.AuditEntry;
import io.atoll.admin.internal.audit.AuditLog;
import io.atoll.operation.Caller;
import io.atoll.operation.Caller.Means;
import io.atoll.operation.Help;
import io.atoll.operation.Operation;
import io.atoll.operation.OperationGroup;
import io.atoll.operation.Refused;
import io.atoll.operation.Refused.Kind;
import io.atoll.operation.Role;
import io.atoll.operation.Secret;
import io.atoll.operation.Slice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DispatcherTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Caller ADA = new Caller("ada", Role.ADMIN, Means.TOKEN);

    private final Map<String, Lamp> lamps = new TreeMap<>(Map.of("desk", new Lamp("desk", 3, "white")));

    private final Operation<Named, Lamp> show = Operation.get("lamp", "/lamps/{name}")
            .role(Role.VIEWER)
            .takes(Named.class)
            .answers(Lamp.class)
            .by((caller, named) -> lamp(named.name()));

    private final OperationGroup group = () -> List.of(
            show,
            Operation.get("lamps", "/lamps")
                    .role(Role.VIEWER)
                    .takesNothing()
                    .lists(Lamp.class)
                    .by((caller, nothing) -> Slice.whole(List.copyOf(lamps.values()))),
            Operation.put("lamp set", "/lamps/{name}")
                    .role(Role.OPERATOR)
                    .takes(Setting.class)
                    .answers(Lamp.class)
                    .changing((caller, setting) -> lamp(setting.name()))
                    .by((caller, setting) -> set(setting)),
            Operation.post("lamp burn", "/lamps/{name}/burn")
                    .takes(Named.class)
                    .answers(Lamp.class)
                    .by((caller, named) -> {
                        throw new IllegalStateException("the bulb burst");
                    }));

    @TempDir
    private Path data;

    private AuditLog audit;
    private Dispatcher operations;

    @BeforeEach
    void openLog() {
        audit = new AuditLog(data, 1 << 20, InstantSource.fixed(Instant.parse("2026-11-22T10:00:00Z")));
        operations = new Dispatcher(audit, List.of(group));
    }

    private Lamp lamp(String name) throws Refused {
        Lamp lamp = lamps.get(name);
        if (lamp == null) {
            throw Refused.unknown("name", "there is no lamp '" + name + "'");
        }
        return lamp;
    }

    private Lamp set(Setting setting) throws Refused {
        if (setting.level() > 10) {
            throw Refused.invalid("level", "'level' must be from 0 to 10");
        }
        Lamp lamp = new Lamp(setting.name(), setting.level(), setting.colour() == null ? "white" : setting.colour());
        lamps.put(setting.name(), lamp);
        return lamp;
    }

    @Test
    void performsAnOperationByItsName() throws Exception {
        assertThat(perform("lamp", "{\"name\":\"desk\"}"))
                .isEqualTo(JSON.readTree("{\"name\":\"desk\",\"level\":3,\"colour\":\"white\"}"));
        assertThat(perform("lamps", "{}").path("items")).hasSize(1);
    }

    @Test
    void performsAnOperationWithAValue() throws Exception {
        assertThat(operations.perform(ADA, show, new Named("desk")).level()).isEqualTo(3);
    }

    @Test
    void listsItsOperationsByName() {
        assertThat(operations.all())
                .extracting(Operation::name)
                .containsExactly("lamp", "lamp burn", "lamp set", "lamps");
    }

    @Test
    void hasTheOperationsOfAGroupOnlyAsLongAsThatIsThere() {
        operations.remove(group);

        assertThat(operations.all()).isEmpty();
        assertThatRefused(() -> perform("lamp", "{\"name\":\"desk\"}")).returns(Kind.UNKNOWN, Refused::kind);
    }

    @Test
    void namesTheOperationThatWasMeant() {
        assertThatRefused(() -> perform("lampz", "{}")).hasMessageContaining("did you mean 'lamp'");
    }

    @ParameterizedTest
    @EnumSource
    void asksForTheRoleOfEachOperation(Role role) throws Exception {
        Caller caller = new Caller("bob", role, Means.SESSION);
        for (Operation<?, ?> operation : operations.all()) {
            if (!role.includes(operation.role())) {
                assertThatRefused(() -> operations.perform(caller, operation.name(), JSON.createObjectNode()))
                        .returns(Kind.FORBIDDEN, Refused::kind);
            }
        }
        assertThat(operations
                        .perform(caller, "lamp", JSON.readTree("{\"name\":\"desk\"}"))
                        .body())
                .isNotEmpty();
        assertThat(lamps).hasSize(1);
    }

    @Test
    void givesAnOperationThatNamesNoRoleToAdministratorsAlone() {
        assertThat(operations.find("lamp burn").orElseThrow().role()).isEqualTo(Role.ADMIN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                                | name    | 'name' is missing",
                "{\"name\":\"desk\"}                               | level   | a whole number",
                "{\"name\":\"desk\",\"level\":\"3\"}               | level   | a whole number",
                "{\"name\":\"desk\",\"level\":3.5}                 | level   | a whole number",
                "{\"name\":\"desk\",\"level\":99999999999}         | level   | a whole number",
                "{\"name\":\"desk\",\"level\":null}                | level   | is missing",
                "{\"name\":[\"desk\"],\"level\":3}                 | name    | a text",
                "{\"name\":\"desk\",\"level\":3,\"levl\":1}        | levl    | did you mean 'level'",
                "{\"name\":\"desk\",\"level\":3,\"tags\":\"a\"}    | tags    | a list",
                "{\"name\":\"desk\",\"level\":3,\"tags\":[\"a\",1]}| tags[1] | a text",
                "{\"name\":\"desk\",\"level\":3,\"mood\":\"grim\"} | mood    | one of calm, wild",
                "{\"name\":\"desk\",\"level\":3,\"at\":\"noon\"}   | at      | a moment such as",
                "{\"name\":\"desk\",\"level\":11}                  | level   | from 0 to 10",
                "[1]                                               | ``      | a JSON object"
            })
    void saysWhichFieldIsWrongAndWhatItMustBe(String input, String field, String message) {
        assertThatRefused(() -> perform("lamp set", input))
                .returns(Kind.INVALID, Refused::kind)
                .returns(Optional.of(field), Refused::field)
                .hasMessageContaining(message);
        assertThat(lamps).containsOnlyKeys("desk").containsValue(new Lamp("desk", 3, "white"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"line\\nbreak", "nul\\u0000", "escape\\u001b[31m", "lone\\ud800", "\\u0085"})
    void refusesTextsWithControlCharacters(String text) {
        assertThatRefused(() -> perform("lamp", "{\"name\":\"" + text + "\"}"))
                .hasMessageContaining("control characters");
    }

    @Test
    void refusesTextsThatAreTooLong() throws Exception {
        assertThatRefused(() -> perform("lamp", "{\"name\":\"" + "x".repeat(1_001) + "\"}"))
                .hasMessageContaining("has 1001 characters; it may have 1000");
        assertThat(perform("lamp set", "{\"name\":\"" + "x".repeat(1_000) + "\",\"level\":1}")
                        .path("level")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void changesWhatTheCallerHasSeen() throws Exception {
        String etag = operations
                .perform(ADA, "lamp", JSON.readTree("{\"name\":\"desk\"}"))
                .etag();
        Caller seeing = ADA.seeing("\"other\", " + etag);

        operations.perform(seeing, "lamp set", JSON.readTree("{\"name\":\"desk\",\"level\":5}"));

        assertThat(lamp("desk").level()).isEqualTo(5);
        assertThatRefused(
                        () -> operations.perform(seeing, "lamp set", JSON.readTree("{\"name\":\"desk\",\"level\":6}")))
                .returns(Kind.STALE, Refused::kind);
        assertThat(lamp("desk").level()).isEqualTo(5);
    }

    @Test
    void takesAnyVersionForAStarIfThereIsOne() throws Exception {
        Caller any = ADA.seeing("*");
        operations.perform(any, "lamp set", JSON.readTree("{\"name\":\"desk\",\"level\":5}"));

        assertThatRefused(() -> operations.perform(any, "lamp set", JSON.readTree("{\"name\":\"new\",\"level\":5}")))
                .returns(Kind.STALE, Refused::kind);
        assertThatRefused(() -> operations.perform(any, "lamp burn", JSON.readTree("{\"name\":\"desk\"}")))
                .returns(Optional.of("If-Match"), Refused::field);
    }

    @Test
    void auditsWhoChangedWhatAndHow() throws Exception {
        perform("lamp set", "{\"name\":\"desk\",\"level\":5,\"key\":\"hush-hush\"}");

        List<AuditEntry> entries = entries();
        assertThat(entries).extracting(AuditEntry::outcome).containsExactly("done", "begun");
        assertThat(entries.getLast().input().orElseThrow().toString())
                .isEqualTo("{\"name\":\"desk\",\"level\":5,\"key\":\"[REDACTED]\"}");
        assertThat(entries.getFirst())
                .returns("ada", AuditEntry::user)
                .returns("token", AuditEntry::means)
                .returns("lamp set", AuditEntry::operation)
                .returns(Optional.of(1L), AuditEntry::begun);
        assertThat(entries.getFirst().differences())
                .containsExactly(JSON.readTree("{\"path\":\"level\",\"before\":3,\"after\":5}"));
    }

    @Test
    void auditsWhatWasRefusedAndWhatBrokeDown() throws Exception {
        Caller viewer = new Caller("eve", Role.VIEWER, Means.SESSION);
        assertThatRefused(() -> operations.perform(viewer, "lamp set", JSON.createObjectNode()));
        assertThatRefused(() -> perform("lamp set", "{\"name\":\"desk\",\"level\":11}"));
        assertThatThrownBy(() -> perform("lamp burn", "{\"name\":\"desk\"}")).hasMessage("the bulb burst");

        assertThat(entries())
                .extracting(AuditEntry::user, AuditEntry::outcome)
                .map(Object::toString)
                .containsExactly(
                        "(\"ada\", \"failed\")",
                        "(\"ada\", \"begun\")",
                        "(\"ada\", \"refused\")",
                        "(\"ada\", \"begun\")",
                        "(\"eve\", \"refused\")");
    }

    @Test
    void auditsNoSecretThatStandsUnderAWrongName() throws Exception {
        assertThatRefused(() -> perform("lamp set", "{\"name\":\"desk\",\"level\":5,\"kee\":\"hush-hush\"}"));

        assertThat(entries().getFirst().input().orElseThrow().toString())
                .isEqualTo("{\"name\":\"desk\",\"level\":5,\"kee\":\"[REDACTED]\"}");
    }

    @Test
    void doesNotAuditWhatIsOnlyShown() throws Exception {
        perform("lamps", "{}");

        assertThat(entries()).isEmpty();
    }

    @Test
    void doesNothingThatCannotBeAudited() throws Exception {
        Files.writeString(data.resolve("audit"), "a file where the folder shall be");

        assertThatRefused(() -> perform("lamp set", "{\"name\":\"desk\",\"level\":5}"))
                .returns(Kind.UNAVAILABLE, Refused::kind)
                .hasMessageContaining("nothing is done that cannot be audited");
        assertThat(lamp("desk").level()).isEqualTo(3);
    }

    private JsonNode perform(String name, String input) throws Exception {
        return operations.perform(ADA, name, JSON.readTree(input)).body();
    }

    private List<AuditEntry> entries() throws Refused {
        return audit.entries(100, Optional.empty()).items();
    }

    private static AbstractThrowableAssert<?, Refused> assertThatRefused(ThrowingCallable call) {
        return assertThatThrownBy(call).asInstanceOf(throwable(Refused.class));
    }

    /** What a lamp is like. */
    enum Mood {
        CALM,
        WILD
    }

    record Named(@Help("which") String name) {}

    record Setting(
            String name,
            int level,
            @Nullable String colour,
            @Nullable Mood mood,
            @Nullable Instant at,
            @Nullable List<String> tags,
            @Secret @Nullable String key) {}

    record Lamp(String name, int level, String colour) {}
}
