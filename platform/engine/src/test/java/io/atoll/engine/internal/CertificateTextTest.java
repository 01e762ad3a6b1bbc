package io.atoll.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class CertificateTextTest {

    @Test
    void saysWhatWasReadWholeAndWhatWasNot() throws Exception {
        assertThat(text("""
                {"held": 12, "resources": [
                  {"label": "repo-0", "blueprint": "service", "whole": true, "broken": [], "counts": {"fetched": 3}},
                  {"label": "issue-1", "whole": false, "broken": [], "counts": {"fetched": 1}},
                  {"label": "file-2", "blueprint": "file", "whole": true, "broken": ["a", "b"], "counts": {"fetched": 1}}]}"""))
                .containsExactly(
                        "Configuration, version and mapping were the same from the beginning to the end; the catalog held 12 entities.",
                        "repo-0 (makes service) was read, mapped and written whole: 3 records, all accounted for.",
                        "issue-1 (makes entities of any blueprint) was not read, mapped and written whole: nothing that it makes may be deleted.",
                        "file-2 (makes file) is incomplete in a, b: what came from there may not be deleted.");
    }

    @Test
    void saysWhyThereIsNone() throws Exception {
        assertThat(text("{\"refusal\": \"the mapping was changed while it ran\", \"resources\": []}"))
                .containsExactly("Nothing may be deleted: the mapping was changed while it ran.");
    }

    @Test
    void saysWhoApproved() throws Exception {
        assertThat(text("{\"approved\": \"7\", \"by\": \"manual (admin)\"}"))
                .containsExactly("The deletions of run 7 were approved by a person: manual (admin).");
    }

    private static List<String> text(String json) throws JsonProcessingException {
        return CertificateText.of(JsonMapper.builder().build().readTree(json));
    }
}
