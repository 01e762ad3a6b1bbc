package io.atoll.actions.internal;

import io.atoll.spi.action.ActionExecutor;
import io.atoll.spi.action.ActionResult;
import io.atoll.spi.action.ActionRun;
import org.jspecify.annotations.NullUnmarked;

/** Answers {@code null}, against the contract. */
@NullUnmarked
final class NothingExecutor implements ActionExecutor {

    static final NothingExecutor INSTANCE = new NothingExecutor();

    @Override
    public ActionResult execute(ActionRun run) {
        return null;
    }
}
