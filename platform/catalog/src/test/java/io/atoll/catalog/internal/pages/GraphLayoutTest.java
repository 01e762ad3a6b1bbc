package io.atoll.catalog.internal.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.catalog.internal.pages.GraphLayout.Edge;
import io.atoll.catalog.internal.pages.GraphLayout.Place;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Where the nodes of a graph come to stand. */
class GraphLayoutTest {

    @Test
    void leadsEveryEdgeToTheRight() {
        var edges = List.of(new Edge(0, 1), new Edge(1, 2), new Edge(0, 2));

        var layout = new GraphLayout(3, edges);

        assertThat(IntStream.range(0, 3).map(node -> layout.node(node).column()))
                .containsExactly(0, 1, 2);
        assertThat(layout.edge(2)).extracting(Place::column).containsExactly(0, 1, 2);
    }

    @Test
    void leadsTheEdgeThatClosesACycleBack() {
        var layout = new GraphLayout(2, List.of(new Edge(0, 1), new Edge(1, 0)));

        assertThat(layout.edge(0)).extracting(Place::column).containsExactly(0, 1);
        assertThat(layout.edge(1)).extracting(Place::column).containsExactly(1, 0);
    }

    @Test
    void placesWhatIsNotConnectedBelow() {
        var layout = new GraphLayout(4, List.of(new Edge(0, 1), new Edge(2, 3)));

        assertThat(layout.node(2).column()).isZero();
        assertThat(layout.node(2).height())
                .isGreaterThanOrEqualTo(layout.node(0).height() + 1);
    }

    @Test
    void keepsNodesApartInAnyGraph() {
        for (var seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var nodes = 2 + random.nextInt(60);
            var edges = edges(random, nodes);

            var layout = new GraphLayout(nodes, edges);

            for (var left = 0; left < nodes; left++) {
                for (var right = left + 1; right < nodes; right++) {
                    var one = layout.node(left);
                    var other = layout.node(right);
                    assertThat(one.column() != other.column() || Math.abs(one.height() - other.height()) > 0.999)
                            .as("%s and %s of graph %s", one, other, seed)
                            .isTrue();
                }
            }
            for (var edge = 0; edge < edges.size(); edge++) {
                assertThat(layout.edge(edge))
                        .startsWith(layout.node(edges.get(edge).from()))
                        .endsWith(layout.node(edges.get(edge).to()));
            }
        }
    }

    @Test
    void givesTheSameGraphTheSameLayout() {
        var edges = edges(new Random(7), 60);

        var one = new GraphLayout(60, edges);
        var other = new GraphLayout(60, edges);

        assertThat(IntStream.range(0, 60).mapToObj(one::node).toList())
                .isEqualTo(IntStream.range(0, 60).mapToObj(other::node).toList());
    }

    @Test
    void followsAVeryLongChain() {
        var edges = IntStream.range(1, 5_000)
                .mapToObj(node -> new Edge(node - 1, node))
                .toList();

        assertThat(new GraphLayout(5_000, edges).node(4_999).column()).isEqualTo(4_999);
    }

    private static List<Edge> edges(Random random, int nodes) {
        var edges = new LinkedHashSet<Edge>();
        for (var i = 0; i < nodes * 2; i++) {
            var edge = new Edge(random.nextInt(nodes), random.nextInt(nodes));
            if (edge.from() != edge.to()) {
                edges.add(edge);
            }
        }
        return new ArrayList<>(edges);
    }
}
