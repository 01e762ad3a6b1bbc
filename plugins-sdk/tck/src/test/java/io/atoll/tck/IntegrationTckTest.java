package io.atoll.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import io.atoll.tck.fixture.Defect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** The tests for integrations, held against one that is right and against wrong ones, each of which must be found out. */
@Timeout(600)
class IntegrationTckTest {

    private static final Path ROUTES = Path.of("src/test/resources/acme/routes.json");
    private static final Duration USUAL = Reading.patience;

    @TempDir
    private static Path folder;

    private static final ThreadLocal<Subject> SUBJECT = new ThreadLocal<>();

    @BeforeAll
    static void build() throws Exception {
        FixtureBundle.in(folder);
    }

    @AfterEach
    void waitAsUsual() {
        Reading.patience = USUAL;
    }

    /** What the guide shows, with the bundle where it is here. */
    static class GuideTck extends AcmeTck {

        @Override
        protected Subject subject() {
            return super.subject().bundle(folder);
        }
    }

    static class FixtureTck extends IntegrationTck {

        @Override
        protected Subject subject() {
            return SUBJECT.get();
        }
    }

    private static Subject fixture(Defect defect) {
        return Subject.of("server", ROUTES)
                .with("token", "tok-3n")
                .with("defect", defect.name())
                .bundle(folder);
    }

    private static List<String> failures(Events tests) {
        return tests.failed()
                .map(event -> event.getPayload(TestExecutionResult.class)
                        .flatMap(TestExecutionResult::getThrowable)
                        .map(failure -> event.getTestDescriptor().getDisplayName() + " " + failure.getMessage())
                        .orElse("no reason"))
                .toList();
    }

    private static List<String> failures(String test) {
        return failures(EngineTestKit.engine("junit-jupiter")
                .selectors(selectMethod(FixtureTck.class, test))
                .execute()
                .testEvents());
    }

    @Test
    void passesWhatIsRight() {
        Events tests = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(GuideTck.class))
                .execute()
                .testEvents();

        assertThat(failures(tests)).isEmpty();
        assertThat(tests.succeeded().count()).isEqualTo(17);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            PUSHES_TWICE;                   readsEveryKindAndAsksOnlyForWhatIsThere;  pushed more than once
            PUSHES_A_RECORD_FOR_A_PAGE;     readsEveryKindAndAsksOnlyForWhatIsThere;  are JSON objects
            TAKES_NOTHING_FOR_AN_ERROR;     readsAThirdPartyThatHasNothing;           from a third party whose lists are empty
            IGNORES_ITS_SELECTOR;           refusesAMisspeltSelectorByName;           has the key 'selektor', which nobody knows
            DOES_NOT_TELL_THE_WAIT;         tellsHowLongTheThirdPartyWantsToBeLeftAlone; Unavailable is to be thrown with that time
            ASKS_FOR_MORE;                  readsEveryKindAndAsksOnlyForWhatIsThere;  GET /typo
            TAKES_REFUSED_FOR_EMPTY;        saysUnauthorizedWhenItsCredentialsAreRefused; refuses the credentials (401), so Unauthorized is to be thrown; but it returned as if
            DOES_NOT_WAIT;                  waitsAsLongAsTheThirdPartyAsks;           Retry-After: 1. Send it again no earlier
            GIVES_UP_AT_ONCE;               triesAgainAndThenSaysUnavailable;         after one request was answered with 503: try again
            TAKES_BROKEN_FOR_EMPTY;         isIncompleteWhenAnswersAreNoJson;         the answers are no JSON
            COLLECTS_ALL;                   readsNoFurtherThanThePipelineTakes;       Push each page as it comes
            RETURNS_WHEN_INTERRUPTED;       endsWhenItIsInterrupted;                  was interrupted while the pipeline was full, and returned as if
            LOGS_ITS_TOKEN;                 tellsNobodyASecret;                       a secret is found in the log
            TELLS_ITS_TOKEN;                tellsNobodyASecret;                       a secret is found in messages of exceptions
            SENDS_ITS_TOKEN_IN_THE_ADDRESS; tellsNobodyASecret;                       a secret is found in URLs
            FOLLOWS_WITH_ITS_TOKEN;         tellsNobodyASecret;                       a secret is found in requests to another host
            SHARES_ITS_TOKEN;               keepsInstancesApart;                      was shown a secret of another
            TAKES_A_MISSING_PAGE_FOR_THE_END; isNeverSilentlyShort;                   A list that does not end as it should is a failure
            NEVER_ENDS;                     isNeverSilentlyShort;                     answers every request with the same page, and is asked without end
            """)
    void findsOut(Defect defect, String test, String message) {
        SUBJECT.set(fixture(defect));

        assertThat(failures(test)).singleElement().asString().contains(message);
    }

    /** What is found out by waiting in vain, all at once. */
    @Test
    void findsOutWhatGoesOnForEver() throws Exception {
        Reading.patience = Duration.ofSeconds(15);
        Map<String, FutureTask<List<String>>> running = new LinkedHashMap<>();
        Map.of(
                        Defect.HOLDS_A_LOCK, "keepsAnAnswerThatHangsToItself reading did not end",
                        Defect.ASKS_WITHOUT_A_DEADLINE, "keepsAnAnswerThatHangsToItself Give every call a deadline",
                        Defect.KEEPS_ITS_CONFIGURATION, "followsItsConfiguration configured anew",
                        Defect.IGNORES_INTERRUPTS, "endsWhenItIsInterrupted did not end after it was interrupted")
                .forEach((defect, expected) -> {
                    var found = new FutureTask<>(() -> {
                        SUBJECT.set(fixture(defect));
                        return failures(expected.substring(0, expected.indexOf(' ')));
                    });
                    running.put(expected.substring(expected.indexOf(' ') + 1), found);
                    Thread.ofPlatform().start(found);
                });

        for (Map.Entry<String, FutureTask<List<String>>> each : running.entrySet()) {
            assertThat(each.getValue().get()).singleElement().asString().contains(each.getKey());
        }
    }

    /** What is found out by looking for what is left, alone, since others start threads. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            KEEPS_ITS_CLASSES;       leavesNothingBehindWhenItIsUndeployed; the classes of the bundle go
            KEEPS_A_CONNECTION;      leavesNothingBehindWhenItIsUndeployed; no connection is open
            LEAVES_A_THREAD;         leavesNothingBehindWhenItIsUndeployed; no thread is left
            LEAVES_A_VIRTUAL_THREAD; leavesNothingBehindWhenItIsUndeployed; io.atoll.tck.fixture.Wrong.forever
            """)
    void findsOutWhatIsLeft(Defect defect, String test, String message) {
        SUBJECT.set(fixture(defect));
        Reading.patience = Duration.ofSeconds(15);

        assertThat(failures(test)).singleElement().asString().contains(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            .dimensions.size; .dimension.size;   kind 'item', property 'size': reads .dimension.size, which none of 7 records has
            .name // .id;     .nam // .id;       kind 'item', title: reads .nam, which none
            size: .dim;       sizes: .dim;       maps the property 'sizes', which the blueprint "acmeItem" does not have
            owner: .owner.id; owners: .owner.id; maps the relation 'owners', which
            "acmeOwner";      "acmeOwners";      maps the blueprint "acmeOwners", which blueprints.json does not have
            .item.id;         .itm.id;           kind 'owner', identifier: reads .itm.id
            .members;         .member;           kind 'owner', itemsToParse: reads .member
            .owner.id;        .owner.[;          is no JQ
            """)
    void findsOutWhatTheMappingMistakes(String right, String wrong, String message, @TempDir Path other)
            throws Exception {
        FixtureBundle.in(other);
        Path mapping = other.resolve(".port/resources/port-app-config.yaml");
        Files.writeString(mapping, Files.readString(mapping).replace(right, wrong));
        SUBJECT.set(fixture(Defect.NONE).bundle(other));

        assertThat(failures("mapsWhatRecordsAndBlueprintsHave"))
                .singleElement()
                .asString()
                .contains(message);
    }

    @Test
    void saysWhenTheThirdPartyOfTheTestsHasTooLittle() {
        SUBJECT.set(Subject.of(
                        "server",
                        party -> party.on("/items", request -> Response.json("{\"items\":[]}"))
                                .on("/owners", request -> Response.json("[{\"members\":[]}]")))
                .with("token", "tok-3n")
                .bundle(folder));

        assertThat(failures("readsEveryKindAndAsksOnlyForWhatIsThere"))
                .singleElement()
                .asString()
                .contains("the third party of the tests has no record of kind 'item'");
        assertThat(failures("readsNoFurtherThanThePipelineTakes"))
                .singleElement()
                .asString()
                .contains("should take 6");
        assertThat(failures("mapsWhatRecordsAndBlueprintsHave"))
                .singleElement()
                .asString()
                .contains("kind 'item': the third party of the tests gives no record");
    }

    @Test
    void saysWhenTheConfigurationIsNotThatOfTheIntegration() {
        SUBJECT.set(fixture(Defect.NONE).with("tokn", "x"));

        assertThat(failures("mapsWhatRecordsAndBlueprintsHave"))
                .singleElement()
                .asString()
                .contains("has no key 'tokn', but [server, token, defect]");
    }
}
