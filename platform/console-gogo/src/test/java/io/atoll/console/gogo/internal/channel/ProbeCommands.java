package io.atoll.console.gogo.internal.channel;

import java.util.concurrent.CountDownLatch;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Process;

/** Commands that show how the channel treats commands. */
public final class ProbeCommands {

    static final String[] FUNCTIONS = {
        "say", "grumble", "fail", "outcome", "flood", "hang", "columns", "value", "shout", "bytes"
    };

    final CountDownLatch hanging = new CountDownLatch(1);
    final CountDownLatch interrupted = new CountDownLatch(1);
    private final CountDownLatch never = new CountDownLatch(1);

    public void say(String... words) {
        System.out.println(String.join("|", words));
    }

    public void grumble(String word) {
        System.err.println(word);
    }

    public void fail(String reason) {
        throw new IllegalStateException(reason);
    }

    public void outcome(int status) {
        Process.Utils.current().error(status);
    }

    public void flood(int lines) {
        for (int line = 0; line < lines; line++) {
            System.out.println("line " + line + " ééé");
        }
    }

    public void hang() throws InterruptedException {
        hanging.countDown();
        try {
            never.await();
        } catch (InterruptedException e) {
            interrupted.countDown();
            throw e;
        }
    }

    public Object columns(CommandSession session) {
        return String.valueOf(session.get("COLUMNS"));
    }

    public String value(String value) {
        return value;
    }

    public void shout() throws java.io.IOException {
        System.out.print(new String(System.in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                .toUpperCase(java.util.Locale.ROOT));
    }

    public void bytes() {
        System.out.write(0xc3);
        System.out.flush();
        System.out.write(0xa9);
        System.out.write(0xff);
        System.out.flush();
    }
}
