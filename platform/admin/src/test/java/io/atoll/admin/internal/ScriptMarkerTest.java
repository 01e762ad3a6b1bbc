package io.atoll.admin.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ScriptMarkerTest {

    private static String marked(String html) throws Exception {
        var out = new StringWriter();
        try (var marker = new ScriptMarker(out, "n")) {
            for (int i = 0; i < html.length(); i++) {
                marker.write(html, i, 1);
                marker.flush();
            }
        }
        var whole = new StringWriter();
        try (var marker = new ScriptMarker(whole, "n")) {
            marker.write(html);
        }
        assertThat(out).as("however it is cut").hasToString(whole.toString());
        return out.toString();
    }

    @Test
    void givesEachScriptTheNonce() throws Exception {
        assertThat(marked("<p><script src='a'></script><SCRIPT>b</Script>c<script>"))
                .isEqualTo(
                        "<p><script nonce=\"n\" src='a'></script><SCRIPT nonce=\"n\">b</Script>c<script nonce=\"n\">");
    }

    @Test
    void leavesWhatStandsInAScriptAsItIs() throws Exception {
        assertThat(marked("<script>var text = '<script>alert(1)<\\/script><script src=x>'</script><script>"))
                .isEqualTo("<script nonce=\"n\">var text = '<script>alert(1)<\\/script><script src=x>'</script>"
                        + "<script nonce=\"n\">");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no markup", "<scrip", "<<<scr ipt>", "a < b", "</script"})
    void leavesEverythingElseAsItIs(String html) throws Exception {
        assertThat(marked(html)).isEqualTo(html);
    }
}
