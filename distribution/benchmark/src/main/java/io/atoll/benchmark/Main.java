package io.atoll.benchmark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the benchmarks and the jq command on one core, and reports how they compare. */
public final class Main {

    private Main() {}

    /**
     * Runs.
     *
     * @param arguments {@code full} or {@code quick}; a regular expression to be found in the names of the benchmark classes to run; the
     *     folder for the report
     */
    public static void main(String[] arguments) throws IOException, RunnerException {
        if (arguments.length != 3) {
            throw new IllegalArgumentException("wanted: full|quick, an expression for names of benchmarks, a folder");
        }
        Effort effort = Effort.of(arguments[0]);
        Pattern only = Pattern.compile(arguments[1]);
        Path folder = Files.createDirectories(Path.of(arguments[2]));

        OneCore.pin();
        List<RunResult> results = new ArrayList<>();
        for (Class<?> benchmark : List.of(MappingBenchmark.class, ProgramBenchmark.class, CompileBenchmark.class)) {
            if (only.matcher(benchmark.getSimpleName()).find()) {
                System.out.println(benchmark.getSimpleName() + " …");
                results.addAll(run(benchmark, effort, folder));
            }
        }
        List<NativeJq.Timing> timings = new ArrayList<>();
        for (NativeJq jq : NativeJq.installed().stream().toList()) {
            if (only.matcher(NativeJq.class.getSimpleName()).find()) {
                System.out.println(jq.version() + " …");
                for (Sample sample : Sample.values()) {
                    timings.add(jq.time(sample.name(), sample.program(), Inputs.record(), effort, folder));
                }
                String mapping = Template.program(Template.of(Inputs.mapping()));
                timings.add(jq.time(NativeJq.MAPPING, mapping, Inputs.issue(), effort, folder));
            }
        }
        String report = new Report(machine(arguments[0]), results, timings).markdown();
        Files.writeString(folder.resolve("report.md"), report);
        System.out.println(report);
    }

    private static String machine(String effort) throws IOException {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        String jq = "no jq";
        for (NativeJq installed : NativeJq.installed().stream().toList()) {
            jq = installed.version();
        }
        return "%s run of %s: %s %s, one core, load average %.1f, Java %s, %s."
                .formatted(
                        effort,
                        LocalDate.now(ZoneOffset.UTC),
                        system.getName(),
                        system.getArch(),
                        system.getSystemLoadAverage(),
                        Runtime.version(),
                        jq);
    }

    private static List<RunResult> run(Class<?> benchmark, Effort effort, Path folder) throws RunnerException {
        OptionsBuilder options = new OptionsBuilder();
        options.include("^" + Pattern.quote(benchmark.getName()) + "\\.")
                .threads(1)
                .forks(effort.forks())
                .warmupIterations(1)
                .warmupTime(TimeValue.milliseconds(effort.milliseconds()))
                .measurementIterations(effort.iterations())
                .measurementTime(TimeValue.milliseconds(effort.milliseconds()))
                .jvmArgs(
                        "-Xms512m",
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-Xbatch",
                        "-D" + Warmup.MILLISECONDS + "=" + effort.warmup())
                .addProfiler(GCProfiler.class)
                .addProfiler(CpuTime.class)
                .shouldFailOnError(true)
                .output(folder.resolve(benchmark.getSimpleName() + ".log").toString());
        return List.copyOf(new Runner(options.build()).run());
    }
}
