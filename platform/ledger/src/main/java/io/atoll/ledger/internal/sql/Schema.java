package io.atoll.ledger.internal.sql;

import java.util.List;

/**
 * The tables of the ledger, as the steps that lead from each format to the next: format 1 is what the first step makes of nothing.
 *
 * <p>Times are milliseconds since 1970. The rows of a run in {@code failure} and {@code change}, and those of a part in {@code seen}, have
 * keys of one {@linkplain Span span}: they stand together, are appended, and need no index. {@code part.kept} says whether the entities of
 * a part are of use as origins: 2 if so, 1 if they are to be deleted, 0 if they are. {@code present} has the partitions that were there
 * the last time, and since which run without a break. {@code inbox.state} is an {@link io.atoll.pipeline.Inbox.State}.
 */
final class Schema {

    private static final List<List<String>> STEPS = List.of(
            List.of(
                    """
            create table lease (
              integration {text} primary key, epoch bigint not null, owner {text} not null, run bigint not null,
              expires bigint not null)""",
                    """
            create table run (
              id {serial}, name {text} not null unique, integration {text} not null, mode {text} not null,
              cause {text} not null, allowance bigint not null, version {text} not null, configuration {text} not null,
              mapping {text} not null, started_at bigint not null, epoch bigint not null, held bigint not null,
              digest {text}, stale bigint, certificate {text}, ended {text}, reason {text} not null, ended_at bigint,
              tidied smallint not null, doomed smallint not null)""",
                    "create index run_integration on run (integration, id)",
                    "create index run_untidied on run (id) where tidied = 0",
                    "create index run_doomed on run (id) where doomed = 1",
                    """
            create table resource (
              run bigint not null, position bigint not null, label {text} not null, kind {text} not null, gaps {text},
              notes {text} not null,
              primary key (run, position)) {clustered}""",
                    """
            create table part (
              id {serial}, run bigint not null, integration {text} not null, label {text} not null, kind {text} not null,
              name {text} not null, ended smallint not null, gap {text}, rewound smallint not null, kept smallint not null,
              resume_at {text}, pages bigint not null, seen bigint not null, fetched bigint not null,
              created bigint not null, updated bigint not null, unchanged bigint not null, filtered bigint not null,
              failed bigint not null)""",
                    "create unique index part_name on part (run, label, name) where rewound = 0",
                    "create index part_run on part (run)",
                    "create index part_kept on part (integration, id) where kept = 2",
                    "create index part_dropped on part (id) where kept = 1",
                    """
            create table seen (
              id {key}, blueprint {text} not null, identifier {text} not null, content bigint not null)""",
                    """
            create table failure (
              id {key}, part bigint not null, stage {text} not null, item {text} not null, whole smallint not null,
              reason {text} not null)""",
                    """
            create table stale (
              run bigint not null, blueprint {text} not null, identifier {text} not null,
              primary key (run, blueprint, identifier)) {clustered}""",
                    """
            create table origin (
              run bigint not null, blueprint {text} not null, identifier {text} not null, name {text} not null,
              primary key (run, blueprint, identifier, name)) {clustered}""",
                    """
            create table change (
              id {key}, run bigint not null, mark {blob} not null, action {text} not null, blueprint {text} not null,
              identifier {text} not null, label {text} not null, entity {text}, differences {text} not null,
              state {text} not null, reason {text} not null)""",
                    "create unique index change_mark on change (run, mark)",
                    "create index change_state on change (run, state, action)",
                    """
            create table touched (
              integration {text} not null, blueprint {text} not null, identifier {text} not null, run bigint not null,
              primary key (integration, blueprint, identifier)) {clustered}"""),
            List.of("drop table origin", """
            create table origin (
              run bigint not null, blueprint {text} not null, identifier {text} not null, kind {text} not null,
              name {text} not null, seen bigint not null,
              primary key (run, blueprint, identifier, kind, name)) {clustered}""", """
            create table present (
              integration {text} not null, kind {text} not null, name {text} not null, since bigint not null,
              primary key (integration, kind, name)) {clustered}""", """
            create table searched (
              run bigint not null, blueprint {text} not null,
              primary key (run, blueprint)) {clustered}""", "alter table seen add column conflicts {text}"),
            List.of(
                    """
            create table inbox (
              id {serial}, lane {text} not null, delivery {text}, state {text} not null, received_at bigint not null,
              method {text} not null, headers {text} not null, body {blob}, size bigint not null,
              attempts bigint not null, reason {text} not null, settled_at bigint not null)""",
                    "create unique index inbox_delivery on inbox (lane, delivery) where delivery is not null",
                    "create index inbox_open on inbox (lane, state, id) where state in ('WAITING', 'HANDLING')",
                    "create index inbox_settled on inbox (state, settled_at) where state in ('DEAD', 'DONE')"),
            List.of("alter table resource add column scope {text}"),
            List.of("alter table resource add column effort {text}"));

    /** The format that this release reads and writes. */
    static final int FORMAT = STEPS.size();

    private Schema() {}

    /** Brings the tables from a format, 0 if there are none, to this release's. */
    static void migrate(Session session, int from) {
        for (var step : STEPS.subList(from, FORMAT)) {
            step.forEach(session::execute);
        }
    }
}
