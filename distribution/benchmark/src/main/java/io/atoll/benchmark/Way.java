package io.atoll.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.jq.Jq;
import io.atoll.jq.Program;
import io.atoll.jq.ProgramGroup;
import io.atoll.jq.SyntaxException;
import io.atoll.map.internal.JqMapper;
import io.atoll.pipeline.Mapper;
import io.atoll.pipeline.Mapper.MalformedMapping;
import io.atoll.pipeline.Mapper.RecordMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import org.jspecify.annotations.Nullable;

/** A way to make an entity of an issue. */
public enum Way {
    /** What no mapping can do without: the containers and the one text that is new. */
    ENTITY("nothing but the entity"),
    /** The ceiling. */
    JAVA("hand-written"),
    /** All expressions in one pass over the record. */
    GROUP("Atoll, expressions in one pass"),
    /** Each expression by itself. */
    SEPARATE("Atoll, each expression by itself"),
    /** One program that makes the entity. */
    PROGRAM("Atoll, one program"),
    /** What the platform does with a record: selector, checks and all. */
    MAPPER("Atoll, the platform's mapper"),
    /** Parse the record, make the entity in one pass, write it. */
    TEXT("Atoll, from text to text"),
    /** Each expression by itself. */
    JACKSON_JQ("jackson-jq, each expression by itself"),
    /** One program that makes the entity. */
    JACKSON_JQ_PROGRAM("jackson-jq, one program");

    private final String title;

    Way(String title) {
        this.title = title;
    }

    /** What people read. */
    String title() {
        return title;
    }

    /** What maps the issue each time anew, by a mapping document. */
    Supplier<?> mapping(JsonNode document, JsonNode issue) {
        Template<String> texts = Template.of(document);
        return switch (this) {
            case ENTITY -> entity(issue);
            case JAVA -> () -> HandWritten.entity(issue);
            case GROUP -> {
                UnaryOperator<JsonNode> pass = pass(texts);
                yield () -> pass.apply(issue);
            }
            case SEPARATE -> {
                Template<Program> programs = texts.map(checked(Jq.standard()::compile));
                yield () -> programs.entity(program -> orNull(program.first(issue)));
            }
            case PROGRAM -> {
                Program program = checked(Jq.standard()::compile).apply(Template.program(texts));
                yield () -> orNull(program.first(issue));
            }
            case MAPPER -> {
                RecordMapper mapper = mapper(document);
                yield () -> mapper.map(issue);
            }
            case TEXT -> text(pass(texts), issue.toString().getBytes(UTF_8));
            case JACKSON_JQ -> {
                Template<JacksonJq> programs = texts.map(checked(JacksonJq::compile));
                yield () -> programs.entity(program -> program.apply(issue));
            }
            case JACKSON_JQ_PROGRAM -> {
                JacksonJq program = checked(JacksonJq::compile).apply(Template.program(texts));
                yield () -> program.apply(issue);
            }
        };
    }

    private static Supplier<ObjectNode> entity(JsonNode issue) {
        ObjectNode entity = HandWritten.entity(issue);
        byte[] url = entity.at("/properties/url").textValue().getBytes(UTF_8);
        return () -> {
            ObjectNode copy = entity.deepCopy();
            ((ObjectNode) copy.get("properties")).put("url", new String(url, UTF_8));
            return copy;
        };
    }

    private static UnaryOperator<JsonNode> pass(Template<String> texts) {
        ProgramGroup group = Jq.standard().group();
        Template<Program> programs = texts.map(checked(group::add));
        return record -> {
            ProgramGroup.Pass pass = group.pass(record);
            return programs.entity(program -> orNull(pass.first(program)));
        };
    }

    private static RecordMapper mapper(JsonNode document) {
        Mapper mapper = JqMapper.standard();
        return mapper.prepare(checked(mapper::read).apply(document).resources().get(0));
    }

    private static Supplier<byte[]> text(UnaryOperator<JsonNode> mapping, byte[] line) {
        return () -> {
            try {
                return Inputs.JSON.writeValueAsBytes(mapping.apply(Inputs.JSON.readTree(line)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    private static JsonNode orNull(@Nullable JsonNode value) {
        return value == null ? NullNode.instance : value;
    }

    private interface Compiler<T, R> {

        R compile(T source) throws SyntaxException, JsonQueryException, MalformedMapping;
    }

    private static <T, R> Function<T, R> checked(Compiler<T, R> compiler) {
        return source -> {
            try {
                return compiler.compile(source);
            } catch (SyntaxException | JsonQueryException | MalformedMapping e) {
                throw new IllegalStateException(e);
            }
        };
    }
}
