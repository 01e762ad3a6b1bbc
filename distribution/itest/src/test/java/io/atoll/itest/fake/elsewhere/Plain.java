package io.atoll.itest.fake.elsewhere;

/** A class without any dependency. */
public final class Plain {}
