package io.atoll.catalog.internal.pages;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Places the nodes of a directed graph in columns, so that edges lead to the right, but for those that close a cycle. The same graph always
 * gets the same layout. Edges that pass columns bend at a point in each of them.
 *
 * <p>The steps are the usual ones: turn edges that close a cycle, choose columns by the longest path, order each column by the middle of its
 * neighbours, then move the nodes towards them as far as they keep their distance. Parts that no edge connects are placed below each other.
 */
final class GraphLayout {

    private static final int SWEEPS = 12;
    private static final double BEND_DISTANCE = 0.5;

    private final int nodes;
    private final List<Edge> edges;
    private final boolean[] turned;
    private final int[] column;
    private final List<List<Integer>> bends = new ArrayList<>();
    private final List<List<Integer>> left = new ArrayList<>();
    private final List<List<Integer>> right = new ArrayList<>();
    private final int[] part;
    private final List<List<List<Integer>>> parts = new ArrayList<>();
    private final List<Integer> columnOf = new ArrayList<>();
    private double[] height = {};

    /**
     * An edge between two different nodes.
     *
     * @param from the number of a node
     * @param to the number of another node
     */
    record Edge(int from, int to) {}

    /**
     * A place.
     *
     * @param column the column, from 0
     * @param height how far down, from 0; two nodes of a column are at least 1 apart
     */
    record Place(int column, double height) {}

    /** Lays a graph out. Each pair of nodes has at most one edge in each direction. */
    GraphLayout(int nodes, List<Edge> edges) {
        this.nodes = nodes;
        this.edges = List.copyOf(edges);
        this.turned = new boolean[edges.size()];
        this.column = new int[nodes];
        this.part = new int[nodes];
        turnBackEdges();
        chooseColumns();
        findParts();
        connect();
        height = new double[columnOf.size()];
        var top = 0.0;
        for (var columns : parts) {
            order(columns);
            settle(columns);
            top = moveBelow(top, columns);
        }
    }

    /** Where a node is. */
    Place node(int node) {
        return place(node);
    }

    /** Where an edge goes through, both ends included, from its start to its end. */
    List<Place> edge(int edge) {
        var places = bends.get(edge).stream().map(this::place).toList();
        return turned[edge] ? places.reversed() : places;
    }

    private Place place(int point) {
        return new Place(columnOf.get(point), height[point]);
    }

    private int source(int edge) {
        return turned[edge] ? edges.get(edge).to() : edges.get(edge).from();
    }

    private int target(int edge) {
        return turned[edge] ? edges.get(edge).from() : edges.get(edge).to();
    }

    /** Goes through the graph depth first; an edge to a node on the way there closes a cycle. */
    private void turnBackEdges() {
        var outgoing = outgoing(false);
        var state = new int[nodes];
        var next = new int[nodes];
        for (var root = 0; root < nodes; root++) {
            if (state[root] != 0) {
                continue;
            }
            var path = new ArrayDeque<Integer>();
            path.push(root);
            state[root] = 1;
            while (!path.isEmpty()) {
                var node = path.element();
                if (next[node] == outgoing.get(node).size()) {
                    state[node] = 2;
                    path.pop();
                    continue;
                }
                var edge = outgoing.get(node).get(next[node]++);
                var to = edges.get(edge).to();
                turned[edge] = state[to] == 1;
                if (state[to] == 0) {
                    state[to] = 1;
                    path.push(to);
                }
            }
        }
    }

    private List<List<Integer>> outgoing(boolean acyclic) {
        var outgoing = lists(nodes);
        for (var edge = 0; edge < edges.size(); edge++) {
            outgoing.get(acyclic ? source(edge) : edges.get(edge).from()).add(edge);
        }
        return outgoing;
    }

    /** Every node is as far left as the edges to it allow; one without such edges is right before what it leads to. */
    private void chooseColumns() {
        var outgoing = outgoing(true);
        var waiting = new int[nodes];
        for (var edge = 0; edge < edges.size(); edge++) {
            waiting[target(edge)]++;
        }
        var first = new boolean[nodes];
        var ready = new ArrayDeque<Integer>();
        for (var node = 0; node < nodes; node++) {
            first[node] = waiting[node] == 0;
            if (first[node]) {
                ready.add(node);
            }
        }
        while (!ready.isEmpty()) {
            var node = ready.remove();
            for (var edge : outgoing.get(node)) {
                var to = target(edge);
                column[to] = Math.max(column[to], column[node] + 1);
                if (--waiting[to] == 0) {
                    ready.add(to);
                }
            }
        }
        for (var node = 0; node < nodes; node++) {
            if (first[node]) {
                column[node] = outgoing.get(node).stream()
                                .mapToInt(edge -> column[target(edge)])
                                .min()
                                .orElse(1)
                        - 1;
            }
        }
    }

    /** Gives all nodes that edges connect, in any direction, the same number. */
    private void findParts() {
        for (var node = 0; node < nodes; node++) {
            part[node] = node;
        }
        for (var changed = true; changed; ) {
            changed = false;
            for (var edge : edges) {
                var least = Math.min(part[edge.from()], part[edge.to()]);
                changed |= part[edge.from()] != least || part[edge.to()] != least;
                part[edge.from()] = least;
                part[edge.to()] = least;
            }
        }
        for (var node = 0; node < nodes; node++) {
            parts.add(new ArrayList<>());
        }
    }

    /** Makes a point of every node and of every column that an edge passes, and connects points of neighbouring columns. */
    private void connect() {
        for (var node = 0; node < nodes; node++) {
            point(parts.get(part[node]), column[node]);
        }
        for (var edge = 0; edge < edges.size(); edge++) {
            var points = new ArrayList<Integer>();
            points.add(source(edge));
            for (var passed = column[source(edge)] + 1; passed < column[target(edge)]; passed++) {
                points.add(point(parts.get(part[source(edge)]), passed));
            }
            points.add(target(edge));
            for (var i = 1; i < points.size(); i++) {
                right.get(points.get(i - 1)).add(points.get(i));
                left.get(points.get(i)).add(points.get(i - 1));
            }
            bends.add(points);
        }
    }

    private int point(List<List<Integer>> columns, int where) {
        var point = columnOf.size();
        columnOf.add(where);
        left.add(new ArrayList<>());
        right.add(new ArrayList<>());
        while (columns.size() <= where) {
            columns.add(new ArrayList<>());
        }
        columns.get(where).add(point);
        return point;
    }

    /** Orders each column by the middle of the neighbours to one side, forth and back. */
    private void order(List<List<Integer>> columns) {
        columns.forEach(this::number);
        for (var sweep = 0; sweep < SWEEPS; sweep++) {
            var leftwards = sweep % 2 == 1;
            for (var points : leftwards ? columns.reversed() : columns) {
                var sides = leftwards ? right : left;
                points.sort(Comparator.comparingDouble(point -> middle(sides.get(point), height[point])));
                number(points);
            }
        }
    }

    private void number(List<Integer> points) {
        for (var i = 0; i < points.size(); i++) {
            height[points.get(i)] = i;
        }
    }

    /** Moves every point towards its neighbours, without changing the order of a column. */
    private void settle(List<List<Integer>> columns) {
        for (var sweep = 0; sweep < SWEEPS; sweep++) {
            for (var points : sweep % 2 == 1 ? columns.reversed() : columns) {
                var wanted = new double[points.size()];
                for (var i = 0; i < wanted.length; i++) {
                    var point = points.get(i);
                    var neighbours = new ArrayList<>(left.get(point));
                    neighbours.addAll(right.get(point));
                    wanted[i] = middle(neighbours, height[point]);
                }
                spread(points, wanted);
            }
        }
    }

    /** Moves a part to a height, and gives the height right below it. */
    private double moveBelow(double top, List<List<Integer>> columns) {
        var points = columns.stream().flatMap(List::stream).toList();
        var highest = points.stream().mapToDouble(point -> height[point]).min().orElse(0);
        points.forEach(point -> height[point] += top - highest);
        return points.stream().mapToDouble(point -> height[point] + 1).max().orElse(top);
    }

    /** Half way between the highest places that keep the distance, and the lowest ones. */
    private void spread(List<Integer> points, double[] wanted) {
        var down = wanted.clone();
        var up = wanted.clone();
        for (var i = 1; i < wanted.length; i++) {
            down[i] = Math.max(down[i], down[i - 1] + distance(points.get(i - 1), points.get(i)));
        }
        for (var i = wanted.length - 2; i >= 0; i--) {
            up[i] = Math.min(up[i], up[i + 1] - distance(points.get(i), points.get(i + 1)));
        }
        for (var i = 0; i < wanted.length; i++) {
            height[points.get(i)] = (down[i] + up[i]) / 2;
        }
    }

    /** Bends need less room than nodes. */
    private double distance(int upper, int lower) {
        return upper < nodes && lower < nodes ? 1 : BEND_DISTANCE;
    }

    private double middle(List<Integer> points, double otherwise) {
        return points.stream().mapToDouble(point -> height[point]).average().orElse(otherwise);
    }

    private static List<List<Integer>> lists(int size) {
        var lists = new ArrayList<List<Integer>>();
        for (var i = 0; i < size; i++) {
            lists.add(new ArrayList<>());
        }
        return lists;
    }
}
