package io.atoll.engine.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The strongly connected components of a graph: what stands on a cycle stands in one component. Found by Tarjan's algorithm without
 * recursion.
 */
final class Components {

    private final List<int[]> edges;
    private final int[] index;
    private final int[] low;
    private final boolean[] stacked;
    private final Deque<Integer> stack = new ArrayDeque<>();
    private final List<List<Integer>> found = new ArrayList<>();
    private int counter;

    private Components(List<int[]> edges) {
        this.edges = edges;
        this.index = new int[edges.size()];
        this.low = new int[edges.size()];
        this.stacked = new boolean[edges.size()];
    }

    /**
     * Finds them.
     *
     * @param edges the nodes to which each node has edges
     * @return the components, each after those to which it has edges
     */
    static List<List<Integer>> of(List<int[]> edges) {
        var components = new Components(edges);
        for (int node = 0; node < edges.size(); node++) {
            if (components.index[node] == 0) {
                components.visit(node);
            }
        }
        return components.found;
    }

    /** Where the visit of a node stands. */
    private static final class Visit {
        private final int node;
        private int next;

        Visit(int node) {
            this.node = node;
        }
    }

    private void visit(int root) {
        Deque<Visit> path = new ArrayDeque<>();
        enter(root, path);
        while (!path.isEmpty()) {
            Visit visit = path.element();
            if (visit.next < edges.get(visit.node).length) {
                int target = edges.get(visit.node)[visit.next++];
                if (index[target] == 0) {
                    enter(target, path);
                } else if (stacked[target]) {
                    low[visit.node] = Math.min(low[visit.node], index[target]);
                }
            } else {
                path.remove();
                leave(visit.node);
                if (!path.isEmpty()) {
                    int parent = path.element().node;
                    low[parent] = Math.min(low[parent], low[visit.node]);
                }
            }
        }
    }

    private void enter(int node, Deque<Visit> path) {
        counter++;
        index[node] = counter;
        low[node] = counter;
        stack.push(node);
        stacked[node] = true;
        path.push(new Visit(node));
    }

    /** Ends a component if the node is the first of it; what it has edges to has ended already. */
    private void leave(int node) {
        if (low[node] != index[node]) {
            return;
        }
        var members = new ArrayList<Integer>();
        int member;
        do {
            member = stack.pop();
            stacked[member] = false;
            members.add(member);
        } while (member != node);
        found.add(members);
    }
}
