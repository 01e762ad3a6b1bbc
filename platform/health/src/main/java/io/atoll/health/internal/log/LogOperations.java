package io.atoll.health.internal.log;

import io.atoll.health.internal.Secrets;
import io.atoll.operation.Help;
import io.atoll.operation.Operation;
import io.atoll.operation.OperationGroup;
import io.atoll.operation.Refused;
import io.atoll.operation.Role;
import io.atoll.operation.Slice;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code log}: the latest lines of the log, masked. */
@Component
public final class LogOperations implements OperationGroup {

    private static final String NAME = "[A-Za-z0-9._~-]";

    private final LogTail tail;
    private final Secrets secrets;

    /** Shows these. */
    @Activate
    public LogOperations(@Reference LogTail tail, @Reference Secrets secrets) {
        this.tail = tail;
        this.secrets = secrets;
    }

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(Operation.get("log", "/log")
                .role(Role.OPERATOR)
                .summary("Lists the latest lines of the log, newest first; secrets are masked")
                .takes(Wanted.class)
                .lists(LogLine.class)
                .by((caller, wanted) -> list(wanted)));
    }

    record Wanted(
            @Help("only lines about this instance: type~instance") @Nullable
            String integration,

            @Help("only lines of this run") @Nullable String run,

            @Help("only lines of this kind, as a run labels it: issue-0") @Nullable
            String kind,

            @Help("only lines that are at least so grave") LogLine.@Nullable Level level,

            @Help("only lines that have this in their message or logger") @Nullable
            String text,

            @Help("only lines that were logged at this moment or later") @Nullable
            Instant since,

            @Help("only lines with a greater number") @Nullable
            Long after,

            @Help(Part.LIMIT) @Nullable Integer limit,
            @Help(Part.CURSOR) @Nullable String cursor) {}

    /** A cursor names the oldest line of a part, so that lines that are logged meanwhile shift nothing. */
    private Slice<LogLine> list(Wanted wanted) throws Refused {
        int limit = Part.limit(wanted.limit());
        long before = before(wanted.cursor());
        List<LogLine> fitting = tail.newest().stream()
                .filter(line -> line.number() < before && fits(line, wanted))
                .limit(limit + 1L)
                .toList();
        boolean more = fitting.size() > limit;
        List<LogLine> part = more ? fitting.subList(0, limit) : fitting;
        UnaryOperator<String> mask = secrets.mask();
        return new Slice<>(
                part.stream().map(line -> line.with(mask)).toList(),
                more ? Optional.of(String.valueOf(part.getLast().number())) : Optional.empty());
    }

    private static long before(@Nullable String cursor) throws Refused {
        if (cursor == null) {
            return Long.MAX_VALUE;
        }
        if (!cursor.matches("[0-9]{1,18}")) {
            throw Refused.invalid("cursor", "'cursor' is none that this list has given");
        }
        return Long.parseLong(cursor);
    }

    private static boolean fits(LogLine line, Wanted wanted) {
        String text = wanted.text() == null ? "" : wanted.text().toLowerCase(Locale.ROOT);
        return (wanted.integration() == null || about(line, wanted.integration()))
                && (wanted.run() == null
                        || line.run().filter(wanted.run()::equals).isPresent())
                && (wanted.kind() == null
                        || line.kind().filter(wanted.kind()::equals).isPresent())
                && (wanted.level() == null || line.level().compareTo(wanted.level()) <= 0)
                && (text.isEmpty()
                        || line.message().toLowerCase(Locale.ROOT).contains(text)
                        || line.logger().toLowerCase(Locale.ROOT).contains(text))
                && (wanted.since() == null || !line.at().isBefore(wanted.since()))
                && (wanted.after() == null || line.number() > wanted.after());
    }

    /** Whether a line was logged for an instance, or names it. */
    private static boolean about(LogLine line, String integration) {
        return line.integration().filter(integration::equals).isPresent()
                || Pattern.compile("(?<!" + NAME + ")" + Pattern.quote(integration) + "(?!" + NAME + "*[A-Za-z0-9_])")
                        .matcher(line.message())
                        .find();
    }
}
