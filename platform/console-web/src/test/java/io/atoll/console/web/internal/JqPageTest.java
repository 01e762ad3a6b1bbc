package io.atoll.console.web.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.access.Visitor;
import io.atoll.console.web.internal.Answer.Page;
import io.atoll.console.web.it.fakes.FakePlatform;
import io.atoll.map.internal.JqOperations;
import io.atoll.operation.Caller;
import io.atoll.operation.Caller.Means;
import io.atoll.operation.Operation;
import io.atoll.operation.Operations;
import io.atoll.operation.Refused;
import io.atoll.operation.Role;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Expressions on the page, by the engine of mappings. */
final class JqPageTest {

    private static final String TOKEN = "s3cret-token";

    @TempDir
    private Path folder;

    private Pages pages;
    private final ObjectNode samples = JsonNodeFactory.instance.objectNode();

    /** Operations of which one answers what this test says. */
    private record Sampled(Operations operations, JsonNode samples) implements Operations {

        @Override
        public List<Operation<?, ?>> all() {
            return operations.all();
        }

        @Override
        public Optional<Operation<?, ?>> find(String name) {
            return operations.find(name);
        }

        @Override
        public Answer perform(Caller caller, String name, JsonNode input) throws Refused, InterruptedException {
            boolean sampled = name.equals("mapping samples")
                    && input.path("integration").asText().equals("git~demo")
                    && input.path("kind").asText().equals("thing");
            return sampled ? new Answer(samples, null) : operations.perform(caller, name, input);
        }

        @Override
        public <I extends Record, O> O perform(Caller caller, Operation<I, O> operation, I input)
                throws Refused, InterruptedException {
            return operations.perform(caller, operation, input);
        }
    }

    @BeforeEach
    void wire() throws Exception {
        samples.putArray("items").addObject().putObject("record").put("name", "kept one");
        Operations operations = Wired.upon(new FakePlatform("thing"), "thing", folder, new JqOperations());
        pages = new Pages(new Sampled(operations, samples));
    }

    private static Place place(Role role) {
        return new Place("", new Visitor(new Caller("ann", role, Means.SESSION), TOKEN));
    }

    private Page evaluated(String... fields) throws InterruptedException {
        Map<String, List<String>> form = new HashMap<>(Map.of("formToken", List.of(TOKEN)));
        for (int i = 0; i < fields.length; i += 2) {
            form.put(fields[i], List.of(fields[i + 1]));
        }
        return (Page) pages.post(place(Role.INTEGRATOR), "/do/jq", new Query(form));
    }

    @Test
    void showsAllOutputsOfAnExpressionOnAText() throws Exception {
        Page page = evaluated("expression", ".a, (.b | length)", "input", "{\"a\": \"<x>\", \"b\": [1, 2]}");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.content().toString())
                .contains("&quot;&lt;x&gt;&quot;</pre>", ">2</pre>")
                .contains(".a, (.b | length)</textarea>", "{&quot;a&quot;: &quot;&lt;x&gt;&quot;");
        assertThat(evaluated("expression", "empty").content().toString()).contains("It gives nothing.");
        assertThat(evaluated("expression", ".").content().toString()).contains(">null</pre>");
    }

    @Test
    void showsTheOutputsUpToAnErrorAndTheError() throws Exception {
        assertThat(evaluated("expression", ".a, .a.b", "input", "{\"a\": 7}")
                        .content()
                        .toString())
                .contains(">7</pre>", "role=\"alert\">Cannot index number with string (&quot;b&quot;)");
    }

    @Test
    void marksThePlaceWhereATextIsNoExpression() throws Exception {
        Page page = evaluated("expression", ".a |\n  (.b", "input", "{}");

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.content().toString())
                .contains("id=\"jq-expression-fault\"", "at line 2, column 4")
                .contains("  (.b\n   ^</pre>");
    }

    @Test
    void saysWhichTextIsNoJson() throws Exception {
        assertThat(evaluated("expression", ".", "input", "{").content().toString())
                .contains("id=\"jq-input-fault\">&#39;input&#39; must be JSON")
                .contains("{</textarea>");
    }

    @Test
    void takesARecordThatIsKept() throws Exception {
        String opened = pages.get(place(Role.INTEGRATOR), "/jq", Query.NOTHING)
                .content()
                .toString();
        assertThat(opened).contains("<option value=\"git~demo thing\">the first record of git~demo, kind thing");

        assertThat(evaluated("expression", ".name", "input", "{}", "formKept", "git~demo thing")
                        .content()
                        .toString())
                .contains("&quot;kept one&quot;</pre>")
                .contains("&quot;name&quot; : &quot;kept one&quot;\n}</textarea>");

        samples.putArray("items");
        assertThat(evaluated("expression", ".name", "formKept", "git~demo thing")
                        .content()
                        .toString())
                .contains("no record of git~demo thing is kept any more");
    }

    @Test
    void isForIntegrators() throws Exception {
        Page page = pages.get(place(Role.OPERATOR), "/jq", Query.NOTHING);

        assertThat(page.content().toString())
                .contains("Integrators can try expressions here.")
                .doesNotContain("<form");
    }
}
