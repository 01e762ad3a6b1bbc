package io.atoll.admin.internal.mapping;

import static io.atoll.admin.internal.mapping.Scene.id;
import static io.atoll.admin.internal.mapping.Scene.mapping;
import static io.atoll.admin.internal.mapping.Scene.preview;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.admin.internal.mapping.UpgradeView.By;
import io.atoll.pipeline.BundleFiles.Preview;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How saved mapping tests would stand with a bundle that waits. */
final class UpgradeTestsTest {

    private final Scene scene = new Scene();
    private final UpgradeTests tests = new UpgradeTests(scene, scene, scene, scene.fetcher(), scene.catalog());

    private List<UpgradeView> with(Preview preview) throws InterruptedException {
        return tests.with(preview, Scene.JAR);
    }

    private UpgradeView only(Preview preview) throws InterruptedException {
        List<UpgradeView> all = with(preview);
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    @Test
    void runsThoseOfAnOwnMappingWithThatMapping() throws Exception {
        scene.has("team", "1.0.0", mapping("commit", "file"));
        scene.cases.put(id("team"), List.of("commit", "file"));
        scene.offered = mapping("commit");

        UpgradeView view = only(preview("commit", "file"));

        assertThat(view).isEqualTo(new UpgradeView("git~team", By.IN_FORCE, 2, List.of(), List.of(), ""));
    }

    @Test
    void runsThoseOfADefaultMappingThatNobodyHasChangedWithTheNewOne() throws Exception {
        scene.has("team", "1.0.0", null);
        scene.catalog.put(id("team"), mapping("commit", "file"));
        scene.cases.put(id("team"), List.of("commit", "file"));
        scene.present = mapping("commit", "file");
        scene.offered = mapping("commit", "branch");

        UpgradeView view = only(preview("commit", "branch"));

        assertThat(view.by()).isEqualTo(By.DEFAULT);
        assertThat(view.passed()).isEqualTo(1);
        assertThat(view.failed()).singleElement().satisfies(failed -> {
            assertThat(failed.name()).isEqualTo("file");
            assertThat(failed.differences()).containsExactly("title: expected \"file\", was null");
        });
    }

    @Test
    void runsThoseOfAMappingThatSomebodyHasChangedInTheCatalogWithThatMapping() throws Exception {
        scene.has("team", "1.0.0", null);
        scene.catalog.put(id("team"), mapping("file"));
        scene.cases.put(id("team"), List.of("file"));
        scene.present = mapping("commit", "file");
        scene.offered = mapping("commit");

        UpgradeView view = only(preview("commit", "file"));

        assertThat(view.by()).isEqualTo(By.IN_FORCE);
        assertThat(view.failed()).isEmpty();
    }

    @Test
    void runsThoseOfAnInstanceThatHasYetToRunWithTheNewDefaultMapping() throws Exception {
        scene.has("team", "", null);
        scene.cases.put(id("team"), List.of("commit"));
        scene.offered = mapping("commit");

        assertThat(only(preview("commit")))
                .isEqualTo(new UpgradeView("git~team", By.DEFAULT, 1, List.of(), List.of(), ""));
    }

    @Test
    void namesKindsThatNobodyWouldReadAnyMore() throws Exception {
        scene.has("team", "1.0.0", mapping("commit", "file", "tag", "file"));
        scene.providers.add("io.atoll.git 1.0.0: file");
        scene.providers.add("com.acme.tags 3.0.0: tag");

        assertThat(only(preview("commit")).unread()).containsExactly("file");
        assertThat(only(preview("*")).unread()).isEmpty();
    }

    @Test
    void saysWhyTestsCannotBeRunAndGoesOnWithTheNext() throws Exception {
        ObjectNode faulty = mapping("x");
        faulty.withArray("resources").addObject();
        scene.has("a", "1.0.0", faulty);
        scene.has("b", "1.0.0", null);
        scene.has("c", "1.0.0", mapping("commit"));
        scene.cases.put(id("c"), List.of("commit"));

        assertThat(with(preview("commit")))
                .extracting(UpgradeView::problem)
                .containsExactly(
                        "its mapping is not valid:\nresources[1].kind is missing",
                        "it has no mapping yet, and the bundle brings none",
                        "");
    }

    @Test
    void asksACatalogThatDoesNotAnswerOnlyOnce() throws Exception {
        scene.has("a", "1.0.0", null);
        scene.has("b", "1.0.0", null);
        scene.has("c", "1.0.0", mapping("commit"));
        scene.catalogAway = true;

        assertThat(with(preview("commit")))
                .extracting(UpgradeView::problem)
                .containsExactly(
                        "its mapping cannot be read: it does not answer",
                        "its mapping cannot be read: it does not answer",
                        "");
    }

    @Test
    void leavesOtherIntegrationsAlone() throws Exception {
        scene.has("team", "1.0.0", mapping("commit"));
        Preview other = new Preview(
                "u",
                1,
                "abc",
                "io.atoll.gitlab",
                "1.0.0",
                "",
                "gitlab",
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of());

        assertThat(with(other)).isEmpty();
        assertThat(scene.done).isEmpty();
    }
}
