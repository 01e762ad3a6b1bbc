package io.atoll.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Keeps this process and those that it starts on one core, so that no engine's helpers work beside it. */
final class OneCore {

    private OneCore() {}

    /** Pins to the last core, by {@code taskset}; without that command says that nothing is pinned. */
    static void pin() throws IOException {
        Optional<Path> taskset = Commands.find("taskset");
        if (taskset.isEmpty()) {
            System.out.println("no taskset on this machine: the engines use all cores");
            return;
        }
        int core = Runtime.getRuntime().availableProcessors() - 1;
        String self = Long.toString(ProcessHandle.current().pid());
        Commands.run(taskset.get().toString(), "-acp", Integer.toString(core), self);
    }
}
