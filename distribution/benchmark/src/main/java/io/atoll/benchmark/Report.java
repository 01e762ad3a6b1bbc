package io.atoll.benchmark;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * What was measured, as tables in Markdown.
 *
 * <p>Times are processor times. Of each benchmark the quickest iteration counts: other work on the machine can only make one slower.
 */
record Report(String machine, Collection<RunResult> results, List<NativeJq.Timing> timings) {

    private static final String ALLOCATION = "gc.alloc.rate.norm";

    String markdown() {
        StringBuilder text = new StringBuilder();
        text.append(machine)
                .append("\n\n### A mapping: a Jira issue, ten properties, five relations\n\n")
                .append(mappingTable())
                .append("\n### Programs: ns for an evaluation of a parsed record\n\n")
                .append(programTable())
                .append("\n### Compilation: µs for a program\n\n")
                .append(compileTable());
        return text.toString();
    }

    private String mappingTable() {
        OptionalDouble java = time(Way.JAVA);
        OptionalDouble entity = allocation(Way.ENTITY);
        StringBuilder table = new StringBuilder(row("who", "ns", "× hand-written", "bytes allocated", "× entity"));
        table.append(row("---", "---:", "---:", "---:", "---:"));
        for (Way way : Way.values()) {
            table.append(row(
                    way.title(),
                    number(time(way)),
                    ratio(time(way), java),
                    number(allocation(way)),
                    ratio(allocation(way), entity)));
        }
        OptionalDouble memory = memory(NativeJq.MAPPING);
        OptionalDouble text = text(NativeJq.MAPPING);
        return table.append(row("jq, one program, value in memory", number(memory), ratio(memory, java), "–", "–"))
                .append(row("jq, one program, from text to text", number(text), ratio(text, java), "–", "–"))
                .toString();
    }

    private String programTable() {
        StringBuilder table = new StringBuilder(row(
                "program",
                "hand-written",
                "Atoll",
                "jackson-jq",
                "jq in memory",
                "jq from text",
                "Atoll × hand-written",
                "jackson-jq × Atoll",
                "jq in memory × Atoll"));
        table.append(row("---", "---:", "---:", "---:", "---:", "---:", "---:", "---:", "---:"));
        for (Sample sample : Sample.values()) {
            OptionalDouble java = time(sample, Engine.JAVA);
            OptionalDouble atoll = time(sample, Engine.ATOLL);
            OptionalDouble jackson = time(sample, Engine.JACKSON_JQ);
            OptionalDouble memory = memory(sample.name());
            OptionalDouble fromText = text(sample.name());
            table.append(row(
                    code(sample),
                    number(java),
                    number(atoll),
                    number(jackson),
                    number(memory),
                    number(fromText),
                    ratio(atoll, java),
                    ratio(jackson, atoll),
                    ratio(memory, atoll)));
        }
        return table.toString();
    }

    private String compileTable() {
        StringBuilder table = new StringBuilder(row("program", "µs")).append(row("---", "---:"));
        for (Sample sample : Sample.values()) {
            table.append(row(code(sample), ratio(compilation(sample), OptionalDouble.of(1_000))));
        }
        return table.toString();
    }

    private OptionalDouble time(Way way) {
        return least(result -> is(result, MappingBenchmark.class) && is(result, "way", way), CpuTime.RESULT);
    }

    private OptionalDouble allocation(Way way) {
        return least(result -> is(result, MappingBenchmark.class) && is(result, "way", way), ALLOCATION);
    }

    private OptionalDouble time(Sample sample, Engine engine) {
        return least(
                result -> is(result, ProgramBenchmark.class)
                        && is(result, "sample", sample)
                        && is(result, "engine", engine),
                CpuTime.RESULT);
    }

    private OptionalDouble compilation(Sample sample) {
        return least(result -> is(result, CompileBenchmark.class) && is(result, "sample", sample), CpuTime.RESULT);
    }

    private OptionalDouble memory(String name) {
        return timing(name).mapToDouble(NativeJq.Timing::memory).findFirst();
    }

    private OptionalDouble text(String name) {
        return timing(name).mapToDouble(NativeJq.Timing::text).findFirst();
    }

    private Stream<NativeJq.Timing> timing(String name) {
        return timings.stream().filter(timing -> timing.name().equals(name));
    }

    private OptionalDouble least(Predicate<RunResult> wanted, String measure) {
        return results.stream()
                .filter(wanted)
                .flatMap(result -> result.getBenchmarkResults().stream())
                .flatMap(fork -> fork.getIterationResults().stream())
                .<Result<?>>map(iteration -> iteration.getSecondaryResults().get(measure))
                .filter(Objects::nonNull)
                .mapToDouble(result -> result.getScore())
                .min();
    }

    private static boolean is(RunResult result, Class<?> type) {
        return result.getParams().getBenchmark().startsWith(type.getName() + ".");
    }

    private static boolean is(RunResult result, String parameter, Enum<?> value) {
        return value.name().equals(result.getParams().getParam(parameter));
    }

    private static String code(Sample sample) {
        return "`" + sample.program().replace("|", "\\|") + "`";
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private static String ratio(OptionalDouble value, OptionalDouble base) {
        return value.isPresent() && base.isPresent()
                ? String.format(Locale.ROOT, "%.1f", value.getAsDouble() / base.getAsDouble())
                : "–";
    }

    private static String number(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%,.0f", value.getAsDouble()) : "–";
    }
}
