package io.atoll.jq.internal.compile;

/**
 * Where an expression is compiled.
 *
 * @param scope the names that it sees
 * @param depth the number of bindings when it runs
 * @param last whether a recursive function ends with it
 * @param root whether its input is the program's
 */
record Context(Scope scope, int depth, boolean last, boolean root) {

    /** For a part whose value is worked on. */
    Context inner() {
        return last ? new Context(scope, depth, false, root) : this;
    }

    /** For a part that runs on something else than the program's input. */
    Context elsewhere() {
        return root ? new Context(scope, depth, last, false) : this;
    }

    /** For a part that is the last one only if another has one output. */
    Context after(boolean single) {
        return single ? this : inner();
    }

    Context in(Scope scope) {
        return new Context(scope, depth, last, root);
    }

    /** With one more variable. */
    Context with(String variable) {
        return new Context(scope.with(new Scope.Variable(variable, depth + 1)), depth + 1, last, root);
    }
}
