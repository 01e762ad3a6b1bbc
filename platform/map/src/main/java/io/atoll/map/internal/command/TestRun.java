package io.atoll.map.internal.command;

import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;

/** Runs the stored cases of some files, and tells what differs. */
final class TestRun {

    private final Writer writer;
    private final PrintStream messages;
    private int passed;
    private int failed;

    TestRun(Writer writer, PrintStream messages) {
        this.writer = writer;
        this.messages = messages;
    }

    Status run(List<Path> files) throws IOException {
        Status status = Status.FINE;
        for (Path name : files) {
            CaseFile file = new CaseFile(name);
            for (Case one : file.cases()) {
                status = status.and(run(name, one));
            }
            if (!file.faults().isEmpty()) {
                writer.flush();
                file.faults().forEach(messages::println);
                status = Status.UNUSABLE;
            }
        }
        writer.write(passed + " passed, " + failed + " failed\n");
        return status;
    }

    private Status run(Path file, Case one) throws IOException {
        List<String> differences = one.differences();
        if (differences.isEmpty()) {
            passed++;
            writer.write("ok    " + file + ": " + one.name() + "\n");
            return Status.FINE;
        }
        failed++;
        writer.write("FAIL  " + file + ": " + one.name() + "\n");
        for (String difference : differences) {
            writer.write("      " + difference + "\n");
        }
        return Status.DIFFERENT;
    }
}
