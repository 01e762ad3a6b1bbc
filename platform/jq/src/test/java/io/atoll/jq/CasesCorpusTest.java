package io.atoll.jq;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.jq.internal.command.JqCommand;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The answers of {@code jq --cases} to the expressions of the public mappings, against those of libjq: the texts of errors too. */
class CasesCorpusTest {

    private static final String FILE = "jq-expressions.jsonl";
    private static final int SHOWN = 30;

    @Test
    void answersEveryLineAsTheReferenceDid() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int status = new JqCommand(InputStream.nullInputStream(), out, OutputStream.nullOutputStream(), Map.of())
                .run(List.of("--cases", Corpus.path(FILE).toString()));
        assertThat(status).isZero();
        List<String> references = Corpus.lines(FILE);
        List<String> answers = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(answers).hasSameSizeAs(references);
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            JsonNode reference = Values.read(references.get(i));
            JsonNode answer = Values.read(answers.get(i));
            String key = reference.has("error") ? "error" : "outputs";
            if (answer.size() != 1 || !answer.has(key) || !Values.equal(answer.get(key), reference.get(key))) {
                differences.add(references.get(i) + "\n  gives " + answers.get(i));
            }
        }
        assertThat(differences.stream().limit(SHOWN))
                .as("%d of %d cases differ, the first of them", differences.size(), answers.size())
                .isEmpty();
    }
}
