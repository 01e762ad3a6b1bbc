package io.atoll.runner.internal;

import java.util.List;

/** Says why there is no bundle. */
final class Unbuildable extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    Unbuildable(List<Problem> problems) {
        super(problems.toString());
        this.problems = List.copyOf(problems);
    }

    Unbuildable(String place, String message) {
        this(List.of(new Problem(place, message)));
    }

    List<Problem> problems() {
        return problems;
    }
}
