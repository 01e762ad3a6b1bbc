package io.atoll.test.kafka;

import java.io.PrintStream;
import kafka.Kafka;
import kafka.tools.StorageTool;

/** Formats the storage of a broker, if it has none, and is that broker until it is told to stop. */
final class BrokerProcess {

    private BrokerProcess() {}

    /**
     * Runs.
     *
     * @param arguments the file of the settings, and the user as {@code name=…,password=…}
     */
    public static void main(String[] arguments) {
        String[] format = {
            "format",
            "--cluster-id",
            "4L6g3nShT-eMCtK--X86sw",
            "--config",
            arguments[0],
            "--standalone",
            "--ignore-formatted",
            "--add-scram",
            "SCRAM-SHA-512=[" + arguments[1] + "]"
        };
        if (StorageTool.execute(format, new PrintStream(System.out)) != 0) {
            throw new IllegalStateException("the storage cannot be formatted");
        }
        Kafka.main(new String[] {arguments[0]});
    }
}
