package io.atoll.jira.internal;

import java.util.List;
import java.util.stream.Stream;

/** The names of the events that are asked for. */
final class Events {

    private static final List<String> OF_APPS = List.of(
            "jira:issue_created",
            "jira:issue_updated",
            "jira:issue_deleted",
            "jira:version_created",
            "jira:version_updated",
            "jira:version_deleted",
            "jira:version_released",
            "jira:version_unreleased",
            "jira:version_moved",
            "board_created",
            "board_updated",
            "board_deleted",
            "worklog_created",
            "worklog_updated",
            "worklog_deleted",
            "sprint_created",
            "sprint_updated",
            "sprint_deleted",
            "sprint_closed");

    private static final List<String> OF_ADMINISTRATORS = List.of(
            "sprint_started",
            "project_created",
            "project_updated",
            "project_deleted",
            "project_soft_deleted",
            "project_restored_deleted",
            "project_archived",
            "project_restored_archived",
            "user_created",
            "user_updated",
            "user_deleted");

    private Events() {}

    /** Those that Jira sends to webhooks of apps. */
    static List<String> ofApps() {
        return OF_APPS;
    }

    /** Those that Jira sends to webhooks of administrators: all. */
    static List<String> ofAdministrators() {
        return Stream.concat(OF_APPS.stream(), OF_ADMINISTRATORS.stream()).toList();
    }
}
