package io.atoll.console.gogo.internal;

import io.atoll.access.LoginLinks;
import java.time.Duration;
import java.util.List;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.apache.felix.service.command.Process;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code atoll:login}: prints a link that lets its bearer in once. Whoever may use the shell may read the first password, so it gives nobody
 * more than they have.
 */
@Component(
        property = {
            CommandProcessor.COMMAND_SCOPE + "=atoll",
            CommandProcessor.COMMAND_FUNCTION + "=" + LoginCommand.NAME
        })
public final class LoginCommand implements Function {

    static final String NAME = "login";
    static final String SUMMARY = "Prints a link that signs you in as admin in a browser, once, within ten minutes";

    private static final Duration VALIDITY = Duration.ofMinutes(10);

    private final LoginLinks links;

    /** Prints these links. */
    @Activate
    public LoginCommand(@Reference LoginLinks links) {
        this.links = links;
    }

    @Override
    public @Nullable Object execute(CommandSession session, List<Object> arguments) throws CommandException {
        if (arguments.stream().map(String::valueOf).anyMatch("--help"::equals)) {
            Process.Utils.current().out().print(help());
        } else if (arguments.isEmpty()) {
            Process.Utils.current().out().println(links.issue(VALIDITY));
        } else {
            throw CommandException.refused("atoll:" + NAME + " takes nothing, but got '" + arguments.getFirst() + "'");
        }
        return null;
    }

    /** What it does and takes, for people. */
    static String help() {
        return SUMMARY + ".\n\nusage: atoll:" + NAME + "\n";
    }
}
