package io.atoll.itest;

import static io.atoll.itest.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Somebody was told that a run was taken note of; then the product is killed. */
class WishKillIT {

    /** When it is killed. */
    enum Moment {
        /** The answer has just been read. */
        WITH_THE_ANSWER,
        /** The run could not begin yet, because the bundle is not there. */
        WITHOUT_THE_BUNDLE
    }

    @ParameterizedTest
    @EnumSource
    void theRunIsCarriedOutOnceAfterTheRestart(Moment moment) throws Exception {
        try (var product =
                new Product("wish-kill-" + moment, "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC", Product.RUNS_BY_POST)) {
            product.holds("{\"id\":\"w1\",\"value\":\"v\",\"parts\":[1]}");
            Path hold = Files.createFile(product.beside("hold"));
            Path jar = product.home().resolve("deploy/live.jar");
            Path shelf = product.home().resolve("shelf/live.jar");
            if (moment == Moment.WITHOUT_THE_BUNDLE) {
                Files.move(jar, shelf);
            }
            product.start();

            var answer = product.askForARun();
            product.kill();
            assertThat(product.notes().path("wish").isObject()).as(answer).isTrue();
            Files.delete(hold);
            if (moment == Moment.WITHOUT_THE_BUNDLE) {
                assertThat(answer).isEqualTo("{\"run\":null}");
                Files.move(shelf, jar);
            }
            product.start();

            eventually(() -> product.notes().has("lastRun"), () -> product.notes());
            assertThat(product.notes().has("wish"))
                    .as(product.notes().toString())
                    .isFalse();
            assertThat(product.catalog().entities("liveItem")).containsExactly("w1");
            product.stop();
            assertThat(product.runs()).containsExactly("FINISHED: asked for by POST");
        }
    }
}
