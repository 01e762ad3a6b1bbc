package io.atoll.health.internal;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.LinkedHashMap;
import java.util.Map;

/** Gauges by name and labels. */
final class Gauges {

    private final Map<String, Gauge> gauges = new LinkedHashMap<>();

    private record Gauge(String help, Map<Labels, Double> values) {}

    /**
     * Sets the value of a gauge.
     *
     * @param labels names and values in turn
     */
    void set(String name, String help, double value, String... labels) {
        gauges.computeIfAbsent(name, any -> new Gauge(help, new LinkedHashMap<>()))
                .values()
                .put(Labels.of(labels), value);
    }

    MetricSnapshots snapshots() {
        var all = MetricSnapshots.builder();
        gauges.forEach((name, gauge) -> {
            var snapshot = GaugeSnapshot.builder().name(name).help(gauge.help());
            gauge.values()
                    .forEach((labels, value) -> snapshot.dataPoint(new GaugeDataPointSnapshot(value, labels, null)));
            all.metricSnapshot(snapshot.build());
        });
        return all.build();
    }
}
