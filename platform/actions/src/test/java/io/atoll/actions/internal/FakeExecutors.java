package io.atoll.actions.internal;

import io.atoll.spi.IntegrationId;
import io.atoll.spi.action.ActionExecutor;
import io.atoll.spi.action.ActionResult;
import io.atoll.spi.action.ActionRun;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Executors by the names of their actions. */
final class FakeExecutors implements Executors {

    private final Map<String, ActionExecutor> executors = new ConcurrentHashMap<>();
    private final Set<Runnable> cuts = ConcurrentHashMap.newKeySet();
    private volatile boolean gone;

    void put(String action, ActionExecutor executor) {
        executors.put(action, executor);
    }

    /** All executors leave the platform. */
    void leave() {
        executors.clear();
        gone = true;
        cuts.forEach(Runnable::run);
    }

    static ActionResult done(ActionRun run) {
        return new ActionResult.Succeeded("did " + run.id(), List.of());
    }

    @Override
    public Optional<Held> find(IntegrationId integration, String action) {
        return Optional.ofNullable(executors.get(action)).map(Use::new);
    }

    private final class Use implements Held {

        private final ActionExecutor executor;

        Use(ActionExecutor executor) {
            this.executor = executor;
        }

        @Override
        public ActionExecutor executor() {
            return executor;
        }

        @Override
        public void whenGone(Runnable cut) {
            cuts.add(cut);
            if (gone) {
                cut.run();
            }
        }

        @Override
        public void close() {
            // cuts that come late have no effect
        }
    }
}
