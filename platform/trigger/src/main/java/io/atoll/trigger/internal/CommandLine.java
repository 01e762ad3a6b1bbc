package io.atoll.trigger.internal;

import java.util.List;
import java.util.Objects;
import org.osgi.framework.BundleContext;

/**
 * What {@code bin/atoll} was called with.
 *
 * @param once whether each integration shall run once and the platform stop
 * @param plan whether that run shall be planned only
 * @param json whether the reports shall be printed as JSON
 */
record CommandLine(boolean once, boolean plan, boolean json) {

    static CommandLine of(BundleContext context) {
        return of(Objects.requireNonNullElse(context.getProperty("atoll.arguments"), ""));
    }

    /** Reads the arguments, one a line. */
    static CommandLine of(String arguments) {
        List<String> words = arguments.lines().toList();
        boolean once = words.contains("--once")
                || (!words.isEmpty() && words.getFirst().equals("once"));
        boolean json = false;
        for (int i = 0; i < words.size(); i++) {
            json |= switch (words.get(i)) {
                case "-o", "--output" ->
                    i + 1 < words.size() && words.get(i + 1).equals("json");
                case "--output=json", "-ojson" -> true;
                default -> false;
            };
        }
        return new CommandLine(once, once && words.contains("--plan"), json);
    }
}
