package io.atoll.catalog.internal.pages;

import io.atoll.catalog.internal.model.Blueprint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Draws blueprints and their relations. Blueprints without relations stand in rows below the others. */
final class BlueprintGraph {

    private static final int WIDTH = 172;
    private static final int HEIGHT = 48;
    private static final int COLUMN = 290;
    private static final int ROW = 74;
    private static final int MARGIN = 24;
    private static final int LONGEST_LABEL = 18;
    private static final int LABEL_HEIGHT = 15;

    /** Between these widths a graph is made smaller, so that it fits into a window. */
    private static final int NARROW = 1024;

    private static final int SMALL = 1700;

    private final Html html;
    private final Map<String, Long> counts;
    private final Network network;
    private final GraphLayout layout;
    private final Map<String, List<Integer>> ports = new HashMap<>();
    private final List<Label> placed = new ArrayList<>();

    private record Point(double x, double y) {}

    private record Label(Point at, String text, String whole) {}

    BlueprintGraph(Html html, List<Blueprint> blueprints, Map<String, Long> counts) {
        this.html = html;
        this.counts = counts;
        this.network = Network.of(blueprints);
        this.layout = new GraphLayout(network.related().size(), network.edges());
    }

    /** Adds it. */
    void draw() {
        var columns = 1;
        var bottom = (double) MARGIN;
        for (var node = 0; node < network.related().size(); node++) {
            columns = Math.max(columns, layout.node(node).column() + 1);
            bottom = Math.max(bottom, at(node).y() + HEIGHT + MARGIN);
        }
        for (var edge = 0; edge < network.edges().size(); edge++) {
            for (var place : layout.edge(edge)) {
                bottom = Math.max(bottom, y(place.height()) + HEIGHT + MARGIN);
            }
        }
        var perRow = Math.max(columns * COLUMN / (WIDTH + MARGIN), 4);
        var rows = (network.alone().size() + perRow - 1) / perRow;
        var wide = Math.max(
                columns * COLUMN - (COLUMN - WIDTH) + 3 * MARGIN,
                Math.min(perRow, network.alone().size()) * (WIDTH + MARGIN) + MARGIN);
        var high = bottom + rows * (HEIGHT + MARGIN);
        html.open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "class",
                wide > NARROW && wide <= SMALL ? "graph small" : "graph",
                "role",
                "group",
                "aria-label",
                "Blueprints and their relations; the table below says the same",
                "width",
                number(wide),
                "height",
                number(high),
                "viewBox",
                "0 0 " + number(wide) + " " + number(high));
        arrow();
        choosePorts();
        for (var edge = 0; edge < network.edges().size(); edge++) {
            edge(edge);
        }
        network.loops().forEach(this::loop);
        for (var node = 0; node < network.related().size(); node++) {
            box(network.related().get(node), at(node));
        }
        for (var i = 0; i < network.alone().size(); i++) {
            box(network.alone().get(i), new Point(MARGIN + (i % perRow) * (WIDTH + MARGIN), bottom + rowOf(i, perRow)));
        }
        labels();
        html.close("svg");
    }

    private static double rowOf(int box, int perRow) {
        var row = box / perRow;
        return row * (double) (HEIGHT + MARGIN);
    }

    private void arrow() {
        html.open("defs")
                .open(
                        "marker",
                        "id",
                        "arrow",
                        "viewBox",
                        "0 0 10 10",
                        "refX",
                        "9",
                        "refY",
                        "5",
                        "markerWidth",
                        "8",
                        "markerHeight",
                        "8",
                        "orient",
                        "auto-start-reverse");
        html.open("path", "d", "M0 0L10 5L0 10z", "class", "tip").close("path");
        html.close("marker").close("defs");
    }

    private void box(Blueprint blueprint, Point at) {
        var count = counts.getOrDefault(blueprint.identifier(), 0L);
        html.open("a", "href", Addresses.blueprint(blueprint.identifier()));
        html.element("title", blueprint.title() + ", " + count + " entities");
        html.open(
                        "rect",
                        "x",
                        number(at.x()),
                        "y",
                        number(at.y()),
                        "width",
                        number(WIDTH),
                        "height",
                        number(HEIGHT),
                        "rx",
                        "8")
                .close("rect");
        text("name", new Point(at.x() + 12, at.y() + 20), Values.shortened(blueprint.title(), 21));
        text("count", new Point(at.x() + 12, at.y() + 38), count + (count == 1 ? " entity" : " entities"));
        html.close("a");
    }

    private void text(String kind, Point at, String text) {
        html.element("text", text, "class", kind, "x", number(at.x()), "y", number(at.y()));
    }

    /** Lets the edges at one side of a box start and end beside each other, in the order of where they lead. */
    private void choosePorts() {
        for (var edge = 0; edge < network.edges().size(); edge++) {
            ports.computeIfAbsent(side(edge, true), side -> new ArrayList<>()).add(edge);
            ports.computeIfAbsent(side(edge, false), side -> new ArrayList<>()).add(edge);
        }
        ports.forEach((side, used) -> used.sort(Comparator.comparingDouble(edge -> neighbour(side, edge))));
    }

    /** The side of a box that an edge starts or ends at. */
    private String side(int edge, boolean start) {
        var places = layout.edge(edge);
        var rightwards = places.get(0).column() < places.get(1).column();
        var node = start
                ? network.edges().get(edge).from()
                : network.edges().get(edge).to();
        return node + (rightwards == start ? "right" : "left");
    }

    private double neighbour(String side, int edge) {
        var places = layout.edge(edge);
        return side.equals(side(edge, true))
                ? places.get(1).height()
                : places.get(places.size() - 2).height();
    }

    private Point end(int edge, boolean start) {
        var side = side(edge, start);
        var used = ports.getOrDefault(side, List.of());
        var box = at(
                start
                        ? network.edges().get(edge).from()
                        : network.edges().get(edge).to());
        var share = (used.indexOf(edge) + 1.0) / (used.size() + 1);
        return new Point(side.endsWith("right") ? box.x() + WIDTH : box.x(), box.y() + HEIGHT * share);
    }

    private void edge(int edge) {
        var points = new ArrayList<Point>();
        var places = layout.edge(edge);
        points.add(end(edge, true));
        for (var place : places.subList(1, places.size() - 1)) {
            var x = x(place.column());
            var y = y(place.height()) + HEIGHT / 2.0;
            var rightwards = places.get(0).column() < places.get(1).column();
            points.add(new Point(rightwards ? x : x + WIDTH, y));
            points.add(new Point(rightwards ? x + WIDTH : x, y));
        }
        points.add(end(edge, false));
        var path = new StringBuilder("M" + pair(points.get(0)));
        for (var i = 1; i < points.size(); i++) {
            var from = points.get(i - 1);
            var to = points.get(i);
            var bend = (to.x() - from.x()) / 2;
            path.append("C")
                    .append(pair(new Point(from.x() + bend, from.y())))
                    .append(' ')
                    .append(pair(new Point(to.x() - bend, to.y())))
                    .append(' ')
                    .append(pair(to));
        }
        line(path.toString());
        var middle = new Point(
                (points.get(0).x() + points.get(1).x()) / 2,
                (points.get(0).y() + points.get(1).y()) / 2);
        label(middle, network.labels().get(edge));
    }

    private void loop(int node, List<String> names) {
        var box = at(node);
        var x = box.x() + WIDTH - 40;
        line("M" + pair(new Point(x, box.y())) + "C" + pair(new Point(x, box.y() - 26)) + " "
                + pair(new Point(x + 28, box.y() - 26)) + " " + pair(new Point(x + 28, box.y())));
        label(new Point(x - 46, box.y() - 10), names);
    }

    private void line(String path) {
        html.open("path", "class", "line", "d", path, "marker-end", "url(#arrow)")
                .close("path");
    }

    /** Remembers a label, a bit lower if it would cover another one. */
    private void label(Point wanted, List<String> names) {
        var whole = String.join(", ", names);
        var at = wanted;
        while (covered(at)) {
            at = new Point(at.x(), at.y() + LABEL_HEIGHT);
        }
        placed.add(new Label(at, Values.shortened(whole, LONGEST_LABEL), whole));
    }

    private boolean covered(Point at) {
        return placed.stream()
                .anyMatch(label -> Math.abs(label.at().x() - at.x()) < COLUMN - WIDTH - 20
                        && Math.abs(label.at().y() - at.y()) < LABEL_HEIGHT);
    }

    private void labels() {
        for (var label : placed) {
            html.open(
                    "text",
                    "class",
                    "label",
                    "x",
                    number(label.at().x()),
                    "y",
                    number(label.at().y() + 4));
            html.element("title", label.whole()).text(label.text()).close("text");
        }
    }

    private Point at(int node) {
        var place = layout.node(node);
        return new Point(x(place.column()), y(place.height()));
    }

    private static double x(int column) {
        return MARGIN + (double) column * COLUMN;
    }

    private static double y(double height) {
        return 2 * MARGIN + height * ROW;
    }

    private static String pair(Point point) {
        return number(point.x()) + " " + number(point.y());
    }

    private static String number(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.format(Locale.ROOT, "%.1f", number);
    }
}
