package io.atoll.events.internal;

import io.atoll.pipeline.Inbox;
import io.atoll.pipeline.Inbox.Delivery;
import io.atoll.pipeline.Inbox.Full;
import io.atoll.pipeline.Inbox.Lane;
import io.atoll.pipeline.Inbox.Receipt;
import io.atoll.pipeline.Ledger.LedgerFailure;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationException.Misconfigured;
import io.atoll.spi.IntegrationException.Unexpected;
import io.atoll.spi.IntegrationId;
import io.atoll.spi.event.LiveEventGate;
import io.atoll.spi.event.LiveEventGate.Verdict;
import io.atoll.spi.event.Route;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what third parties send, in this order: is there such a path, is the body small and quick enough, does the gate let it in, is it
 * JSON if it claims to be, is it in the inbox. Nothing is kept of what is not answered with 2xx.
 */
final class Reception {

    private static final Logger log = LoggerFactory.getLogger(Reception.class);
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT");
    private static final Duration TO_JUDGE = Duration.ofSeconds(10);
    private static final Duration TO_ANSWER = Duration.ofMinutes(5);

    private final Doors doors;
    private final Predicate<IntegrationId> starting;
    private final Bodies bodies;
    private final Consumer<Lane> arrived;
    private final InstantSource clock;
    private final Seldom seldom;

    /**
     * A reception.
     *
     * @param starting whether an instance is configured but cannot run now
     * @param arrived is told of each event that was kept
     */
    Reception(
            Doors doors,
            Predicate<IntegrationId> starting,
            EventLimits limits,
            Consumer<Lane> arrived,
            InstantSource clock) {
        this.doors = doors;
        this.starting = starting;
        this.bodies = new Bodies(limits);
        this.arrived = arrived;
        this.clock = clock;
        this.seldom = new Seldom(Duration.ofMinutes(1));
    }

    /**
     * Answers one request.
     *
     * @param inbox where events are kept; empty if that is not to be had now
     */
    Reply answer(Request request, Optional<Inbox> inbox) throws IOException, InterruptedException {
        try {
            var lane = lane(request.path());
            if (!METHODS.contains(request.method())) {
                return new Reply(405, Map.of("Allow", "GET, POST, PUT"), "text/plain", "");
            }
            var body = bodies.read(request.body(), request.announced());
            try {
                var event = new Received(lane, request.method(), request.headers(), body, clock.instant());
                return judged(event, Optional.empty(), inbox);
            } finally {
                bodies.release(body);
            }
        } catch (Refusal refusal) {
            return refusal.reply();
        }
    }

    /**
     * Takes a delivery that came by another way, past the same gate.
     *
     * @return as for a request; 404 if its lane does not exist
     */
    Reply deliver(Delivery delivery, Optional<Inbox> inbox) throws InterruptedException {
        try {
            if (doors.gate(delivery.lane()).isEmpty()) {
                throw new Refusal(404, "there is no such path");
            }
            return judged(Received.of(delivery), Optional.ofNullable(delivery.id()), inbox);
        } catch (Refusal refusal) {
            return refusal.reply();
        }
    }

    private Lane lane(String path) throws Refusal {
        var lane = doors.lane(path);
        if (lane.isPresent()) {
            return lane.get();
        }
        if (Doors.own(path).filter(own -> starting.test(own.integration())).isPresent()) {
            throw new Refusal(503, "this integration is not running now");
        }
        throw new Refusal(404, "there is no such path");
    }

    private Reply judged(Received event, Optional<String> id, Optional<Inbox> inbox)
            throws Refusal, InterruptedException {
        var lane = event.lane();
        var gate = doors.gate(lane).orElseThrow(() -> new Refusal(503, "this integration is not running now"));
        return switch (verdict(gate, event, lane)) {
            case Verdict.Accepted accepted ->
                accepted(event, lane, accepted.deliveryId().or(() -> id), inbox);
            case Verdict.Refused refused -> {
                seldom.say(lane, () -> log.warn("A delivery to {} was refused: {}", lane, refused.reason()));
                throw new Refusal(401, "this delivery is not genuine");
            }
            case Verdict.Challenge challenge ->
                new Reply(200, challenge.headers(), "text/plain; charset=utf-8", challenge.body());
        };
    }

    private Verdict verdict(Bound<LiveEventGate> gate, Received event, Lane lane) throws Refusal, InterruptedException {
        return switch (gate.call(TO_JUDGE, service -> service.judge(event))) {
            case Result.Given<Verdict> given -> given.value();
            case Result.Threw<Verdict> threw -> {
                seldom.say(lane, () -> log.warn("The gate of {} has a defect", lane, threw.failure()));
                throw new Refusal(401, "this delivery cannot be judged");
            }
            case Result.Left<Verdict> left -> throw new Refusal(503, "this integration is not running now");
            case Result.Overdue<Verdict> overdue -> throw new Refusal(503, "this delivery could not be judged in time");
            case Result.Busy<Verdict> busy -> throw new Refusal(503, "too many deliveries are being judged");
        };
    }

    private Reply accepted(Received event, Lane lane, Optional<String> id, Optional<Inbox> inbox)
            throws Refusal, InterruptedException {
        if (event.claimsJson() && !event.method().equals("GET")) {
            try {
                event.requireJson();
            } catch (Unexpected none) {
                throw new Refusal(400, none.getMessage());
            }
        }
        var route = doors.route(lane);
        if (route.isPresent()) {
            return answer(route.get(), event, lane);
        }
        if (event.method().equals("GET")) {
            throw new Refusal(405, "events are posted");
        }
        return kept(event, lane, id, inbox);
    }

    private Reply kept(Received event, Lane lane, Optional<String> id, Optional<Inbox> inbox)
            throws Refusal, InterruptedException {
        if (inbox.isEmpty()) {
            throw new Refusal(503, "events cannot be kept now");
        }
        try {
            var receipt = inbox.get().accept(event.delivery(id));
            arrived.accept(lane);
            return Reply.ok(receipt == Receipt.REPEATED);
        } catch (Full full) {
            seldom.say(
                    lane,
                    () -> log.warn(
                            "Events of {} are refused until others are handled: {}. See atoll:events.",
                            lane,
                            full.getMessage()));
            throw new Refusal(503, "too many events wait");
        } catch (LedgerFailure failure) {
            seldom.say(lane, () -> log.warn("Events of {} cannot be kept: {}", lane, failure.getMessage()));
            throw new Refusal(503, "events cannot be kept now");
        }
    }

    private Reply answer(Bound<Route> route, Received event, Lane lane) throws Refusal, InterruptedException {
        return switch (route.call(TO_ANSWER, service -> service.answer(event))) {
            case Result.Given<Route.Answer> given -> {
                var answer = given.value();
                yield new Reply(answer.status(), Map.of(), answer.contentType(), answer.body());
            }
            case Result.Threw<Route.Answer> threw -> throw failed(threw.failure(), lane);
            case Result.Left<Route.Answer> left -> throw new Refusal(503, "this integration is not running now");
            case Result.Overdue<Route.Answer> overdue ->
                throw new Refusal(503, "there was no answer within " + TO_ANSWER.toMinutes() + " minutes");
            case Result.Busy<Route.Answer> busy -> throw new Refusal(503, "too many requests are being answered");
        };
    }

    private Refusal failed(Throwable failure, Lane lane) {
        return switch (failure) {
            case Misconfigured wrong -> new Refusal(500, wrong.getMessage());
            case IntegrationException known -> new Refusal(502, known.getMessage());
            case InterruptedException interrupted -> new Refusal(503, "it was interrupted");
            default -> {
                seldom.say(lane, () -> log.warn("The route of {} has a defect", lane, failure));
                yield new Refusal(500, "the integration has a defect; the log says which");
            }
        };
    }

    /**
     * One request.
     *
     * @param path below {@code /integration}, decoded
     * @param method in upper case
     * @param headers by their names in lower case
     * @param announced bytes of the body, or negative
     * @param body what follows
     */
    record Request(String path, String method, Map<String, List<String>> headers, long announced, InputStream body) {}
}
