package io.atoll.apply.internal.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.apply.internal.client.Body;
import io.atoll.apply.internal.client.Call;
import io.atoll.apply.internal.client.Refusal;
import io.atoll.apply.internal.client.Route;
import io.atoll.apply.internal.client.Session;
import io.atoll.pipeline.Catalog.CatalogException;
import java.time.Duration;
import java.util.Set;

/**
 * Takes a run or node run for good.
 *
 * <p>If the answer to the first request is lost, the catalog says to the second that the run is taken: by us, as nobody else can have it
 * so soon after it was claimed.
 */
final class Acknowledgement {

    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int OVER = 422;
    private static final Set<Integer> UNANSWERED = Set.of(408, 502, 503, 504);
    private static final Duration SOON = Duration.ofSeconds(30);

    private final Session session;
    private final Call call;

    Acknowledgement(Session session, Route route, ObjectNode body) {
        this.session = session;
        this.call = Call.patch(route, body).reserved();
    }

    /**
     * Sends it; false if somebody else has the run.
     *
     * @throws CatalogException if it is not known who has it
     */
    boolean send() throws CatalogException, InterruptedException {
        Duration latest = session.time().uptime().plus(SOON);
        try {
            session.send(call.once(), Body.DONE);
            return true;
        } catch (Refusal refusal) {
            if (refusal.status() == CONFLICT) {
                return false;
            }
            if (!UNANSWERED.contains(refusal.status())) {
                throw session.refused(call, refusal);
            }
        } catch (CatalogException lost) {
            if (lost.getCause() == null) {
                throw lost;
            }
        }
        return again(latest);
    }

    private boolean again(Duration latest) throws CatalogException, InterruptedException {
        try {
            session.send(call, Body.DONE);
            return true;
        } catch (Refusal refusal) {
            if (refusal.status() == CONFLICT && session.time().uptime().compareTo(latest) < 0) {
                return true;
            }
            throw session.refused(call, refusal);
        }
    }

    /** Makes a call that changes a run; false if the run is over, or is not known. */
    static boolean unlessOver(Session session, Call call) throws CatalogException, InterruptedException {
        try {
            session.send(call, Body.DONE);
            return true;
        } catch (Refusal refusal) {
            if (refusal.status() == OVER || refusal.status() == NOT_FOUND) {
                return false;
            }
            throw session.refused(call, refusal);
        }
    }
}
