package io.atoll.health.internal.log;

import io.atoll.operation.Help;
import io.atoll.operation.Operation;
import io.atoll.operation.OperationGroup;
import io.atoll.operation.Refused;
import io.atoll.operation.Role;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** How much is logged: shown, changed for a while, and set back. */
@Component
public final class LevelOperations implements OperationGroup {

    private static final Pattern LOGGER = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$-]*(\\.[A-Za-z0-9_$-]+)*");
    private static final int LONGEST_MINUTES = 7 * 24 * 60;

    /** Below WARN these print headers of requests, and with them credentials. */
    private static final List<String> TALKATIVE =
            List.of("org.apache.hc", "org.eclipse.jetty", "org.apache.felix.http", "redis.clients");

    private final Levels levels;

    /** Changes these. */
    @Activate
    public LevelOperations(@Reference Levels levels) {
        this.levels = levels;
    }

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                Operation.get("log levels", "/log/levels")
                        .role(Role.OPERATOR)
                        .summary("Lists which loggers log how much, by conf/logback.xml and by choice")
                        .takes(Wanted.class)
                        .lists(LevelView.class)
                        .by((caller, wanted) ->
                                Part.of(wanted.limit(), wanted.cursor()).of(all())),
                Operation.put("log levels set", "/log/levels/{logger}")
                        .role(Role.ADMIN)
                        .summary(
                                "Has a logger and those below it log so much, at once, for a while or until the next start")
                        .takes(Choice.class)
                        .answers(LevelView.class)
                        .changing((caller, choice) -> view(choice.logger()))
                        .by((caller, choice) -> choose(choice)),
                Operation.delete("log levels reset", "/log/levels/{logger}")
                        .role(Role.ADMIN)
                        .summary("Has a logger log again what conf/logback.xml says, at once")
                        .takes(One.class)
                        .answers(LevelView.class)
                        .changing((caller, one) -> view(one.logger()))
                        .by((caller, one) -> reset(one)));
    }

    record Wanted(
            @Help(Part.LIMIT) @Nullable Integer limit,
            @Help(Part.CURSOR) @Nullable String cursor) {}

    record Choice(
            @Help("the name of the logger, a package or class; ROOT for all")
            String logger,

            @Help("lines that are at least so grave are logged")
            LogLine.Level level,

            @Help("for how long, up to a week; until the next start of the platform if not said") @Nullable
            Integer minutes) {}

    record One(
            @Help("the name of the logger, a package or class; ROOT for all")
            String logger) {}

    /** How much a logger logs. */
    record LevelView(
            @Help("its name; ROOT stands for all that have none of their own")
            String logger,

            @Help("lines that are at least so grave are logged")
            Optional<String> level,

            @Help("what conf/logback.xml says of it") Optional<String> configured,
            @Help("whether a person has chosen the level") boolean chosen,

            @Help("until when that holds; until the next start if it was chosen and this is absent")
            Optional<Instant> until) {}

    private List<LevelView> all() throws Refused {
        Map<String, String> configured = configured();
        Map<String, Levels.Chosen> chosen = levels.chosen();
        var names = new TreeSet<>(configured.keySet());
        names.addAll(chosen.keySet());
        var all = new ArrayList<LevelView>();
        names.forEach(name -> all.add(view(name, configured, chosen)));
        return all;
    }

    private LevelView view(String logger) throws Refused {
        return view(logger, configured(), levels.chosen());
    }

    private static LevelView view(String logger, Map<String, String> configured, Map<String, Levels.Chosen> chosen) {
        Optional<String> said = Optional.ofNullable(configured.get(logger));
        Levels.Chosen choice = chosen.get(logger);
        return new LevelView(
                logger,
                choice == null
                        ? said.map(level -> level.toLowerCase(Locale.ROOT))
                        : Optional.of(choice.level().name().toLowerCase(Locale.ROOT)),
                said.map(level -> level.toLowerCase(Locale.ROOT)),
                choice != null,
                choice == null ? Optional.empty() : choice.until());
    }

    private Map<String, String> configured() throws Refused {
        try {
            return levels.configured();
        } catch (IOException unread) {
            throw Refused.unavailable("conf/logback.xml cannot be read: " + unread.getMessage());
        }
    }

    private LevelView choose(Choice choice) throws Refused {
        String logger = checked(choice.logger());
        Integer minutes = choice.minutes();
        if (minutes != null && (minutes < 1 || minutes > LONGEST_MINUTES)) {
            throw Refused.invalid("minutes", "'minutes' must be from 1 to " + LONGEST_MINUTES);
        }
        boolean talks = TALKATIVE.stream().anyMatch(name -> logger.equals(name) || logger.startsWith(name + "."));
        if (talks && choice.level().compareTo(LogLine.Level.WARN) > 0) {
            throw Refused.invalid(
                    "level", "'" + logger + "' prints credentials below WARN: choose warn or error for it");
        }
        Optional<Instant> until =
                Optional.ofNullable(minutes).map(length -> Instant.now().plus(Duration.ofMinutes(length)));
        try {
            levels.choose(logger, choice.level(), until);
        } catch (IOException unread) {
            throw Refused.unavailable("the level could not be set: " + unread.getMessage());
        }
        return view(logger);
    }

    private LevelView reset(One one) throws Refused {
        String logger = checked(one.logger());
        try {
            if (!levels.reset(logger)) {
                throw Refused.conflict("no level was chosen for '" + logger + "': it logs what conf/logback.xml says");
            }
        } catch (IOException unread) {
            throw Refused.unavailable("the level could not be set: " + unread.getMessage());
        }
        return view(logger);
    }

    private String checked(String logger) throws Refused {
        if (!levels.possible()) {
            throw Refused.unavailable("levels cannot be chosen: the platform was not started with a conf/logback.xml");
        }
        if (logger.length() > 256 || !LOGGER.matcher(logger).matches()) {
            throw Refused.invalid("logger", "'logger' must be a name such as io.atoll.engine, or ROOT");
        }
        return logger.equalsIgnoreCase(Levels.ROOT) ? Levels.ROOT : logger;
    }
}
