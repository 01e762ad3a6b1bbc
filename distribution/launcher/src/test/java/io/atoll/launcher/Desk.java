package io.atoll.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Named;

/** A terminal at which somebody sits and converses with a platform. */
interface Desk extends AutoCloseable {

    String UP = "\033OA";
    String ENTER = "\r";
    String TAB = "\t";
    String CTRL_C = "\003";
    String CTRL_D = "\004";
    String CTRL_R = "\022";

    /** What can be seen. */
    Screen screen();

    /** Presses keys. */
    void type(String keys) throws IOException;

    /** Waits for the end of the conversation; its status. */
    int status() throws Exception;

    @Override
    void close() throws Exception;

    /** Sits down at a desk. */
    @FunctionalInterface
    interface Kind {

        Desk at(Path data) throws IOException;
    }

    /** The kinds that this machine has: one of JLine's own, and a pseudo-terminal where a command makes one. */
    static List<Named<Kind>> kinds() throws IOException, InterruptedException {
        List<Named<Kind>> kinds = new ArrayList<>();
        kinds.add(Named.of("emulated", EmulatedDesk::new));
        if (PseudoTerminal.possible()) {
            kinds.add(Named.of("pseudo-terminal", PseudoTerminal::new));
        }
        return kinds;
    }
}
