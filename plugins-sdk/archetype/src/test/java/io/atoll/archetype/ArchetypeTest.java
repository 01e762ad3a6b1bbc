package io.atoll.archetype;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the archetype makes is compiled in all its forms, and tested in some, each authentication and paging among them. */
@Timeout(900)
class ArchetypeTest {

    private static final List<String> AUTHENTICATIONS = List.of("none", "header", "basic", "oauth2");
    private static final List<String> PAGINGS = List.of("page", "offset", "cursor", "next", "link");
    private static final String TCK = "org.acme.atoll.ItemTck";
    private static final String BUNDLE = "io.atoll.tck.IntegrationBundleTest";

    @TempDir
    private Path folder;

    private Generated generate(String authentication, String paging) throws Exception {
        return Generated.in(
                folder.resolve(authentication + "-" + paging),
                Map.of(
                        "groupId", "org.acme",
                        "artifactId", "org.acme.atoll",
                        "version", "1.0.0-SNAPSHOT",
                        "package", "org.acme.atoll",
                        "type", "acme",
                        "title", "Acme",
                        "authentication", authentication,
                        "paging", paging,
                        "atollVersion", "1.0.0-SNAPSHOT"));
    }

    @Test
    void makesWhatBuildsAndPassesTheTests() throws Exception {
        Map<Generated, Process> running = new LinkedHashMap<>();
        for (String authentication : AUTHENTICATIONS) {
            for (String paging : PAGINGS) {
                Generated generated = generate(authentication, paging);
                assertThat(generated.build()).as(generated.toString()).isEmpty();
                int which = AUTHENTICATIONS.indexOf(authentication);
                if (authentication.equals("header") && paging.equals("link")) {
                    running.put(generated, generated.test(BUNDLE, TCK));
                } else if (which == PAGINGS.indexOf(paging)) {
                    running.put(
                            generated,
                            generated.test(
                                    BUNDLE,
                                    TCK + "#readsEveryKindAndAsksOnlyForWhatIsThere",
                                    TCK + "#saysUnauthorizedWhenItsCredentialsAreRefused",
                                    TCK + "#tellsNobodyASecret",
                                    TCK + "#mapsWhatRecordsAndBlueprintsHave"));
                }
            }
        }
        assertThat(running).hasSize(5);
        for (Map.Entry<Generated, Process> each : running.entrySet()) {
            assertThat(each.getValue().waitFor(600, TimeUnit.SECONDS)).isTrue();
            assertThat(each.getValue().exitValue()).as(each.getKey().told()).isZero();
            assertThat(each.getKey().told()).containsPattern("(23|10) passed");
        }
    }

    @Test
    void makesAPomThatStatesWhatItIsCalledAndNothingElse() throws Exception {
        assertThat(Files.readString(generate("header", "page").folder().resolve("pom.xml")))
                .contains("<name>Acme</name>", "<artifactId>io.atoll.integration-parent</artifactId>")
                .doesNotContain("${", "<dependencies>", "<build>");
    }

    @Test
    void takesTheVersionOfTheParentFromItself() throws Exception {
        assertThat(Files.readString(Path.of("target/classes/META-INF/maven/archetype-metadata.xml")))
                .containsPattern("<defaultValue>1\\.[^@]*</defaultValue>")
                .doesNotContain("@project");
    }
}
