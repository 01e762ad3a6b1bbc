package io.atoll.jq.internal.compile;

import io.atoll.jq.internal.run.Identity;
import io.atoll.jq.internal.run.Member;
import io.atoll.jq.internal.run.RootMember;
import io.atoll.jq.internal.run.Roots;
import io.atoll.jq.internal.run.Roots.Place;
import io.atoll.jq.internal.syntax.Syntax;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a program reads of its input. */
final class Reads {

    private final Roots.Table table;
    private final Set<List<String>> paths = new HashSet<>();

    Reads(Roots.Table table) {
        this.table = table;
    }

    /** Notes that an expression looks at its whole input. */
    void input(Context context) {
        if (context.root()) {
            paths.add(List.of());
        }
    }

    /** The code for a chain of names from the root of the program's input; null if it is no such chain. */
    @Nullable
    RootMember member(Syntax.Index index, Context context) {
        if (!context.root()) {
            return null;
        }
        RootMember member = chain(index);
        if (member != null) {
            paths.add(member.place().names());
            table.use(member.place());
        }
        return member;
    }

    /** Notes a chain of names from the root of the program's input, some of them optional; false if it is no such chain. */
    boolean optional(Syntax.Index index, Context context) {
        List<String> names = new ArrayList<>();
        Syntax node = index;
        while (node instanceof Syntax.Index part
                && part.key() instanceof Syntax.Literal key
                && key.value().isTextual()) {
            names.addFirst(key.value().textValue());
            node = part.target();
        }
        boolean chain = context.root() && node instanceof Syntax.Identity;
        if (chain) {
            paths.add(names);
        }
        return chain;
    }

    private @Nullable RootMember chain(Syntax.Index index) {
        if (index.optional()
                || !(index.key() instanceof Syntax.Literal key)
                || !key.value().isTextual()) {
            return null;
        }
        String name = key.value().textValue();
        if (index.target() instanceof Syntax.Identity) {
            return new RootMember(table.place(null, name), new Member(new Identity(), name, false));
        }
        RootMember parent = index.target() instanceof Syntax.Index target ? chain(target) : null;
        if (parent == null) {
            return null;
        }
        Place place = table.place(parent.place(), name);
        return new RootMember(place, new Member(parent.steps(), name, false));
    }

    /** The paths, none the beginning of another. */
    Set<List<String>> paths() {
        Set<List<String>> shortest = new HashSet<>();
        for (List<String> path : paths) {
            boolean covered = false;
            for (int length = 0; length < path.size() && !covered; length++) {
                covered = paths.contains(path.subList(0, length));
            }
            if (!covered) {
                shortest.add(new ArrayList<>(path));
            }
        }
        return shortest;
    }
}
