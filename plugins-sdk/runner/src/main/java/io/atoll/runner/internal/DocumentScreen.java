package io.atoll.runner.internal;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.PrintStream;

/** Writes each view as a whole document: JSON on a line of its own, or YAML. */
final class DocumentScreen implements Screen {

    private final ObjectMapper mapper;
    private final PrintStream out;

    private DocumentScreen(ObjectMapper mapper, PrintStream out) {
        this.mapper = mapper;
        this.out = out;
    }

    static Screen json(PrintStream out) {
        return new DocumentScreen(new JsonMapper(), out);
    }

    static Screen yaml(PrintStream out) {
        return new DocumentScreen(new YAMLMapper(), out);
    }

    @Override
    public void show(View view) throws IOException {
        out.println(mapper.writeValueAsString(view).stripTrailing());
        out.flush();
    }
}
