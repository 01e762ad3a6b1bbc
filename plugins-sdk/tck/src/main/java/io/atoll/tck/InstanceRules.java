package io.atoll.tck;

import static io.atoll.tck.Bench.ONE;
import static io.atoll.tck.Bench.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/**
 * What is an instance's own: its credentials and its third party.
 *
 * @param bench where it runs
 */
record InstanceRules(Bench bench) {

    /** No secret gets out, whatever goes wrong. */
    void tellsNobodyASecret() {
        ThirdParty elsewhere = bench.play();
        var told = new LinkedHashMap<String, List<String>>();
        Logs.keep();
        var messages = new ArrayList<String>();
        bench.box.readAll(ONE);
        for (Fault fault : List.of(
                Fault.status(404),
                Fault.status(403),
                Fault.html(),
                Fault.redirect(elsewhere.address()),
                Fault.status(401))) {
            bench.party.heal();
            bench.party.fail(fault);
            for (Outcome outcome : bench.box.readAll(ONE)) {
                outcome.failures().values().forEach(failure -> messages.addAll(Secrets.messages(failure)));
            }
        }
        told.put("messages of exceptions", messages);
        told.put("the log", Logs.taken());
        told.put(
                "properties of services, where a key of the configuration shows: begin its name with an underscore",
                bench.box.properties());
        told.put(
                "URLs, which proxies and servers keep in their logs: send it in a header",
                bench.party.requests().stream().map(Request::toString).toList());
        told.put(
                "requests to another host, to which an answer led: follow none with credentials, as the kit does",
                elsewhere.requests().stream().map(Secrets::everything).toList());

        for (String secret : Secrets.known(bench.secrets, bench.party)) {
            told.forEach((where, texts) -> assertThat(texts.stream().filter(text -> Secrets.holds(text, secret)))
                    .as("a secret is found in %s", where)
                    .isEmpty());
        }
    }

    /** Two instances with different credentials, at once. */
    void keepsInstancesApart() throws IOException, InterruptedException, ExecutionException {
        ThirdParty second = bench.play();
        List<String> others = bench.box.configure("two", second, true);
        var one = new FutureTask<>(() -> bench.box.readAll(ONE));
        Thread.ofPlatform().daemon().start(one);
        List<Outcome> two = bench.box.readAll("two");

        for (Outcome outcome : Stream.concat(one.get().stream(), two.stream()).toList()) {
            Bench.assertComplete(outcome, "with two instances at once");
        }
        assertThat(second.requests())
                .as("what the third party of the second instance was asked")
                .isNotEmpty();
        apart(bench.party, others, bench.secrets);
        apart(second, bench.secrets, others);
    }

    private static void apart(ThirdParty asked, List<String> foreign, List<String> own) {
        for (String secret : foreign) {
            if (!own.contains(secret)) {
                assertThat(asked.requests().stream()
                                .map(Secrets::everything)
                                .filter(text -> Secrets.holds(text, secret)))
                        .as(
                                "the third party of one instance was shown a secret of another: keep nothing in static fields, and let"
                                        + " references be bound within the instance")
                        .isEmpty();
            }
        }
    }

    /** A new configuration holds from the next request on. */
    void followsItsConfiguration() throws IOException {
        ThirdParty second = bench.play();
        bench.box.readAll(ONE);
        List<String> fresh = bench.box.configure(ONE, second, true);
        await(
                () -> {
                    bench.party.forget();
                    second.forget();
                    List<Outcome> outcomes = bench.box.readAll(ONE);
                    return outcomes.stream().allMatch(Outcome::complete)
                            && bench.party.requests().isEmpty()
                            && !second.requests().isEmpty();
                },
                "that an instance that was configured anew reads everything from where its new configuration leads, and nothing from"
                        + " elsewhere: keep nothing of a configuration in static fields");
        apart(second, bench.secrets, fresh);
    }
}
