package io.atoll.console.gogo.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.atoll.operation.Operation;
import io.atoll.operation.Secret;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrammarTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private enum Colour {
        RED,
        WARM_WHITE
    }

    private record Lamp(String room, String name) {}

    private record Setting(
            String room,
            String name,
            Colour colour,
            @Nullable Boolean dimmed,
            @Nullable Integer level,
            @Nullable JsonNode scene,
            @Secret @Nullable String pin) {}

    private record Which(
            @Nullable List<Long> numbers, @Nullable String integration) {}

    @TempDir
    Path folder;

    private final Grammar set = new Grammar(Operation.put("lamps set", "/rooms/{room}/lamps/{name}")
            .takes(Setting.class)
            .answers(Lamp.class)
            .by((caller, setting) -> new Lamp(setting.room(), setting.name())));

    private final Grammar which = new Grammar(Operation.post("replay", "/replay")
            .takes(Which.class)
            .answers(Lamp.class)
            .by((caller, numbers) -> new Lamp("", "")));

    @Test
    void theWordsOfANameAreJoinedByHyphens() {
        assertThat(set.name()).isEqualTo("lamps-set");
    }

    @Test
    void whatMustBeSaidHasAPlaceAndTheRestAnOption() throws Exception {
        assertThat(input(set, "hall", "--dimmed", "desk", "--level", "-3", "red"))
                .isEqualTo("{\"dimmed\":true,\"level\":-3,\"room\":\"hall\",\"name\":\"desk\",\"colour\":\"red\"}");
    }

    @Test
    void whatHasAPlaceMayBeSaidByAnOption() throws Exception {
        assertThat(JSON.readTree(input(set, "--colour=red", "--dimmed=false", "hall", "desk")))
                .isEqualTo(JSON.readTree("{\"room\":\"hall\",\"dimmed\":false,\"name\":\"desk\",\"colour\":\"red\"}"));
    }

    @Test
    void wordsAfterTwoHyphensAreNoOptions() throws Exception {
        assertThat(input(set, "--colour", "red", "--", "-hall", "--desk"))
                .isEqualTo("{\"colour\":\"red\",\"room\":\"-hall\",\"name\":\"--desk\"}");
    }

    @Test
    void largeAndSecretThingsComeFromFilesAndTheStandardInput() throws Exception {
        Files.writeString(folder.resolve("scene.json"), "{\"a\": [1]}\n");
        Files.writeString(folder.resolve("scene.yaml"), "a:\n- 1\n");

        assertThat(input(set, "hall", "@desk", "red", "--scene", "@scene.json", "--pin", "-"))
                .isEqualTo(
                        "{\"scene\":{\"a\":[1]},\"pin\":\"from input\",\"room\":\"hall\",\"name\":\"@desk\",\"colour\":\"red\"}");
        assertThat(input(set, "hall", "desk", "red", "--scene", "@scene.yaml")).contains("\"scene\":\"a:\\n- 1\\n\"");
        assertThatThrownBy(() -> input(set, "hall", "desk", "red", "--scene", "@nowhere"))
                .hasMessageStartingWith("the file 'nowhere' cannot be read");
        assertThatThrownBy(() -> input(set, "hall", "desk", "red", "--scene", "{"))
                .hasMessage("'scene' must be JSON");
    }

    @Test
    void aListTakesAnyNumberOfWordsAndAnInstanceTheOneThatIsNoNumber() throws Exception {
        assertThat(input(which, "7", "9")).isEqualTo("{\"numbers\":[7,9]}");
        assertThat(input(which, "--numbers", "7", "--numbers", "9")).isEqualTo("{\"numbers\":[7,9]}");
        assertThat(input(which, "git~demo")).isEqualTo("{\"integration\":\"git~demo\"}");
        assertThatThrownBy(() -> input(which, "7", "git")).hasMessage("'numbers' must be a whole number");
    }

    @Test
    void refusesWhatIsMissingTwiceOrUnknown() {
        assertThatThrownBy(() -> input(set, "hall")).hasMessage("atoll:lamps-set needs NAME; see 'help lamps-set'");
        assertThatThrownBy(() -> input(set, "a", "b", "red", "--level", "1", "--level", "2"))
                .hasMessage("'level' is said 2 times; say it once");
        assertThatThrownBy(() -> input(set, "a", "b", "red", "c"))
                .hasMessage("atoll:lamps-set does not know what 'c' is for; see 'help lamps-set'");
        assertThatThrownBy(() -> input(set, "--lvel", "1"))
                .hasMessageStartingWith("atoll:lamps-set has no option '--lvel'; did you mean '--level'?")
                .isInstanceOfSatisfying(
                        CommandException.class,
                        failure -> assertThat(failure.status()).isEqualTo(CommandException.REFUSED));
    }

    private String input(Grammar grammar, String... words) throws CommandException {
        var texts = new Texts(new ByteArrayInputStream("from input\n".getBytes(StandardCharsets.UTF_8)), folder);
        return Reading.of(grammar, List.of(words), texts).input().toString();
    }
}
