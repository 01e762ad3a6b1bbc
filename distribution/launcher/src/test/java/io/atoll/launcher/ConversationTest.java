package io.atoll.launcher;

import static io.atoll.launcher.Desk.CTRL_C;
import static io.atoll.launcher.Desk.CTRL_D;
import static io.atoll.launcher.Desk.ENTER;
import static io.atoll.launcher.Desk.TAB;
import static io.atoll.launcher.Desk.UP;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(300)
class ConversationTest {

    @TempDir
    Path data;

    static List<Named<Desk.Kind>> kinds() throws IOException, InterruptedException {
        return Desk.kinds();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aPersonCompletesRecallsFollowsCancelsAndEnds(Desk.Kind kind) throws Exception {
        Path socket = Files.createDirectory(data.resolve("run")).resolve("shell.sock");
        try (FakePlatform platform = new FakePlatform(
                        socket,
                        "{\"out\":\"runs\\n\"}\n{\"exit\":0}",
                        "{\"exit\":0}",
                        "{\"out\":\"one run\\n\"}\n{\"exit\":0}",
                        "{\"exit\":0}",
                        "{\"out\":\"two runs\\n\"}\n{\"exit\":0}",
                        "{\"exit\":0}",
                        "{\"out\":\"following\\n\"}",
                        "{\"exit\":0}",
                        "{\"out\":\"at last\\n\"}\n{\"exit\":4}");
                Desk desk = kind.at(data)) {
            Screen screen = desk.screen();
            screen.await("atoll> ");
            desk.type("ru" + TAB);
            screen.await("runs ");
            desk.type(ENTER);
            screen.await("one run", "atoll> ");
            desk.type(UP);
            screen.await("runs");
            desk.type(ENTER);
            screen.await("two runs", "atoll> ");
            desk.type("watch 4" + ENTER);
            screen.await("following");
            desk.type(CTRL_C);
            screen.await("atoll> ");
            desk.type("half");
            screen.await("half");
            desk.type(CTRL_C);
            screen.await("atoll> ");
            desk.type("lb" + ENTER);
            screen.await("at last", "atoll> ");
            desk.type(CTRL_D);

            assertThat(desk.status()).isEqualTo(4);
            assertThat(platform.requests)
                    .hasSize(9)
                    .anySatisfy(request -> assertThat(request).contains("[\"complete\", \"ru\"]"))
                    .anySatisfy(request -> assertThat(request).contains("\"command\": \"watch 4\""))
                    .noneSatisfy(request -> assertThat(request).contains("half"));
        }
    }
}
