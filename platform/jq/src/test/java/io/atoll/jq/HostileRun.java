package io.atoll.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process of its own that runs the hostile programs of {@code hostile.tsv} one after the other, beside a neighbour.
 *
 * <p>Prints a line for each that does not end as it shall, and how many ran; its exit status is 0 if all did.
 */
final class HostileRun {

    private static final Limits LIMITS = Boolean.getBoolean("atoll.hostile.full")
            ? Limits.standard()
            : Limits.standard()
                    .withTime(Duration.ofMillis(50))
                    .withSteps(250_000)
                    .withGrowth(16 << 20);
    /** For programs that shall not end by their time: however busy the machine is, it is not what ends them. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final long GRACE = Duration.ofMinutes(1).toMillis();
    /** What a text of a megabyte may take to compile, beyond the limit. */
    private static final Duration COMPILING = Duration.ofSeconds(20);

    private static final int SHOWN = 300;
    private static final long LEAK = 8L << 20;

    /** {@code ⟦text⟧×count}. */
    private static final Pattern REPEATED = Pattern.compile("⟦([^⟧]*)⟧×(\\d+)");

    private int failures;

    private HostileRun() {}

    /** A program and how it may end, as names of limits, {@code error}, {@code syntax} or {@code value}, parted by bars. */
    record Hostile(List<String> ends, String program, String text) {

        static List<Hostile> all() {
            return Corpus.resource("hostile.tsv").stream()
                    .map(line -> line.split("\t", 2))
                    .map(parts -> new Hostile(List.of(parts[0].split("\\|")), parts[1], expanded(parts[1])))
                    .toList();
        }

        private static String expanded(String text) {
            Matcher matcher = REPEATED.matcher(text);
            return matcher.replaceAll(
                    found -> Matcher.quoteReplacement(found.group(1).repeat(Integer.parseInt(found.group(2)))));
        }
    }

    public static void main(String[] arguments) throws InterruptedException {
        HostileRun run = new HostileRun();
        Neighbour neighbour = new Neighbour();
        Thread beside = new Thread(neighbour, "neighbour");
        beside.start();
        long before = 0;
        List<Hostile> all = Hostile.all();
        for (Hostile hostile : all) {
            run.run(hostile);
            before = before == 0 ? used() : before;
        }
        long leaked = used() - before;
        if (leaked > LEAK) {
            run.fail("leaked " + leaked + " bytes");
        }
        neighbour.stopped.set(true);
        beside.join();
        if (neighbour.wrong.get() > 0 || neighbour.right.get() == 0) {
            run.fail("the neighbour got " + neighbour.right + " right answers and " + neighbour.wrong + " wrong");
        }
        System.out.println(all.size() + " ran, neighbour " + neighbour.right);
        System.exit(run.failures == 0 ? 0 : 1);
    }

    private void fail(String failure) {
        failures++;
        System.out.println(failure.length() < SHOWN ? failure : failure.substring(0, SHOWN));
    }

    private void run(Hostile hostile) throws InterruptedException {
        AtomicReference<String> end = new AtomicReference<>("nothing");
        AtomicLong busy = new AtomicLong();
        Thread thread = new Thread(
                () -> {
                    end.set(end(hostile));
                    busy.set(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
                },
                "hostile");
        thread.setDaemon(true);
        thread.start();
        thread.join(PATIENCE.toMillis() + GRACE);
        if (thread.isAlive()) {
            fail(hostile.program() + "\tstill runs at " + List.of(thread.getStackTrace()));
            return;
        }
        if (!hostile.ends().contains(String.valueOf(end.get()).split(" ", 2)[0])) {
            fail(hostile.program() + "\tended with " + end + " instead of " + hostile.ends());
        }
        if (busy.get() > 2 * LIMITS.time().toNanos() + COMPILING.toNanos()) {
            fail(hostile.program() + "\ttook " + Duration.ofNanos(busy.get()).toMillis() + " ms of a processor");
        }
    }

    private static String end(Hostile hostile) {
        Limits limits = hostile.ends().contains("TIME") ? LIMITS : LIMITS.withTime(PATIENCE);
        try {
            Jq.standard()
                    .withLimits(limits)
                    .compile(hostile.text())
                    .evaluate(Values.read("[1,{\"a\":\"b\"}]"), output -> true);
            return "value";
        } catch (SyntaxException e) {
            return "syntax " + e.getMessage();
        } catch (EvaluationException e) {
            return "error " + e.getMessage();
        } catch (LimitException e) {
            return e.limit() + " " + e.getMessage();
        } catch (Throwable e) {
            return "escaped " + e + " " + List.of(e.getStackTrace()).subList(0, Math.min(12, e.getStackTrace().length));
        }
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** Evaluates a decent program all the time. */
    private static final class Neighbour implements Runnable {

        private static final long PAUSE = 200_000;

        private final AtomicBoolean stopped = new AtomicBoolean();
        private final AtomicInteger right = new AtomicInteger();
        private final AtomicInteger wrong = new AtomicInteger();

        @Override
        public void run() {
            JsonNode input = Values.read("{\"items\":[{\"name\":\"a\",\"on\":true},{\"name\":\"b\"}]}");
            try {
                Program program = Jq.standard().compile("[.items[] | select(.on) | .name | test(\"^a\")] == [true]");
                while (!stopped.get()) {
                    JsonNode output = program.first(input);
                    (output != null && output.booleanValue() ? right : wrong).incrementAndGet();
                    LockSupport.parkNanos(PAUSE);
                }
            } catch (Exception | Error e) {
                System.out.println("the neighbour: " + e);
                wrong.incrementAndGet();
            }
        }
    }
}
