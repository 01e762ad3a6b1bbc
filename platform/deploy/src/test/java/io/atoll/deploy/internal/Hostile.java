package io.atoll.deploy.internal;

/** Statements that do harm, and what ends it. */
final class Hostile {

    /** Never returns until {@link #release}, whoever interrupts it. */
    static final String DEAF = """
            String key = "released." + getClass().getPackageName();
            while (System.getProperty(key) == null) {
                java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
                Thread.interrupted();
            }
            """;

    private Hostile() {}

    /** Lets the deaf code of a package return. */
    static void release(String packageName) {
        System.setProperty("released." + packageName, "");
    }

    /** Whether a thread is inside the code of a class. */
    static boolean inside(String className) {
        return Thread.getAllStackTraces().values().stream()
                .anyMatch(trace -> java.util.Arrays.stream(trace)
                        .anyMatch(frame -> frame.getClassName().equals(className)));
    }
}
