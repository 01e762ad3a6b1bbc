package io.atoll.trigger.kafka.internal;

import io.atoll.test.kafka.KafkaBroker;

/** The broker of all tests of this JVM; it is there when it is first asked for. */
final class SharedBroker {

    private static final KafkaBroker BROKER = started();

    private SharedBroker() {}

    static KafkaBroker get() {
        return BROKER;
    }

    private static KafkaBroker started() {
        var broker = KafkaBroker.start();
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
        return broker;
    }
}
