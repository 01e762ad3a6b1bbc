package io.atoll.jq.internal.compile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.atoll.jq.internal.compile.Compiler.Undefined;
import io.atoll.jq.internal.function.Matches;
import io.atoll.jq.internal.run.Code;
import io.atoll.jq.internal.run.Constant;
import io.atoll.jq.internal.run.Descend;
import io.atoll.jq.internal.run.Empty;
import io.atoll.jq.internal.run.Find;
import io.atoll.jq.internal.run.First;
import io.atoll.jq.internal.run.GetPath;
import io.atoll.jq.internal.run.Halt;
import io.atoll.jq.internal.run.Identity;
import io.atoll.jq.internal.run.Last;
import io.atoll.jq.internal.run.Limit;
import io.atoll.jq.internal.run.Operation;
import io.atoll.jq.internal.run.PathOf;
import io.atoll.jq.internal.run.Range;
import io.atoll.jq.internal.run.Substitute;
import io.atoll.jq.internal.syntax.Syntax;
import io.atoll.jq.internal.syntax.Syntax.Operator;
import io.atoll.jq.internal.value.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The built-in functions that have code of their own: those that give several outputs or look at paths, and those that compute. */
final class Builtins {

    /** What there is in jq and is not here. */
    static final Set<String> REFUSED =
            Set.of("input", "inputs", "modulemeta", "get_search_list", "get_prog_origin", "get_jq_origin");

    private static final Set<String> NAMES = Set.of(
            "empty/0",
            "recurse/0",
            "path/1",
            "getpath/1",
            "first/1",
            "last/1",
            "limit/2",
            "skip/2",
            "range/2",
            "env/0",
            "builtins/0",
            "match/1",
            "match/2",
            "capture/1",
            "capture/2",
            "scan/2",
            "sub/3",
            "halt/0",
            "halt_error/1",
            "debug/0",
            "stderr/0",
            "input_filename/0",
            "input_line_number/0",
            "have_decnum/0",
            "have_literal_numbers/0");

    private final Compiler compiler;
    private final Reads reads;

    Builtins(Compiler compiler, Reads reads) {
        this.compiler = compiler;
        this.reads = reads;
    }

    /** Names and arities of all that can be called. */
    static List<String> names() {
        return Stream.of(NAMES, Functions.names(), Library.names())
                .flatMap(Set::stream)
                .filter(name -> !name.startsWith("_"))
                .sorted()
                .toList();
    }

    /** The code of a call, null if there is no such function here. */
    @Nullable
    Code call(Syntax.Call call, Context context) throws Undefined {
        String key = call.name() + "/" + call.arguments().size();
        if (NAMES.contains(key)) {
            return special(key, call.arguments(), context.inner());
        }
        if (!Functions.names().contains(key)) {
            return null;
        }
        reads.input(context);
        List<Code> arguments = new ArrayList<>();
        for (Syntax argument : call.arguments()) {
            arguments.add(compiler.compile(argument, context.inner()));
        }
        return Functions.call(key, arguments);
    }

    private @Nullable Code special(String key, List<Syntax> arguments, Context context) throws Undefined {
        return switch (key) {
            case "empty/0" -> new Empty();
            case "env/0" -> new Constant(compiler.environment());
            case "builtins/0" ->
                new Constant(names().stream()
                        .map(TextNode::valueOf)
                        .collect(
                                JsonNodeFactory.instance::arrayNode,
                                (array, name) -> array.add(name),
                                (a, b) -> a.addAll(b)));
            case "input_filename/0" -> new Constant(NullNode.instance);
            case "input_line_number/0" -> new Constant(Numbers.of(0));
            case "have_decnum/0", "have_literal_numbers/0" -> new Constant(BooleanNode.TRUE);
            case "halt/0" -> new Halt(null);
            case "recurse/0", "debug/0", "stderr/0" -> {
                reads.input(context);
                yield key.startsWith("recurse") ? new Descend() : new Identity();
            }
            case "path/1" -> new PathOf(argument(arguments, 0, context));
            case "first/1" -> new First(argument(arguments, 0, context));
            case "last/1" -> new Last(argument(arguments, 0, context));
            case "limit/2", "skip/2" ->
                new Limit(key.startsWith("skip"), argument(arguments, 0, context), argument(arguments, 1, context));
            case "range/2" -> new Range(argument(arguments, 0, context), argument(arguments, 1, context));
            default -> {
                reads.input(context);
                yield onInput(key, arguments, context);
            }
        };
    }

    private @Nullable Code onInput(String key, List<Syntax> arguments, Context context) throws Undefined {
        return switch (key) {
            case "getpath/1" -> new GetPath(argument(arguments, 0, context));
            case "halt_error/1" -> new Halt(argument(arguments, 0, context));
            case "match/1", "match/2" -> find(arguments, context, Matches::match);
            case "capture/1", "capture/2" -> find(arguments, context, Matches::capture);
            case "scan/2" -> {
                Code flags = new Operation(
                        Operator.ADD, new Constant(TextNode.valueOf("g")), argument(arguments, 1, context));
                yield new Find(argument(arguments, 0, context), flags, Matches::scan);
            }
            case "sub/3" ->
                new Substitute(
                        argument(arguments, 0, context),
                        compiler.compile(arguments.get(1), context.elsewhere()),
                        argument(arguments, 2, context));
            default -> null;
        };
    }

    private Code find(List<Syntax> arguments, Context context, Function<Matches, JsonNode> what) throws Undefined {
        Code flags = arguments.size() > 1 ? argument(arguments, 1, context) : null;
        return new Find(argument(arguments, 0, context), flags, what);
    }

    private Code argument(List<Syntax> arguments, int index, Context context) throws Undefined {
        return compiler.compile(arguments.get(index), context);
    }
}
