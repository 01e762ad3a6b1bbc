package io.atoll.jira.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.atoll.kit.Fanout;
import io.atoll.kit.http.Call;
import io.atoll.kit.http.Http;
import io.atoll.kit.http.Paging;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationException.Misconfigured;
import io.atoll.spi.IntegrationException.Unavailable;
import io.atoll.spi.IntegrationException.Unexpected;
import io.atoll.spi.Kind;
import io.atoll.spi.RecordSink;
import io.atoll.spi.event.Change;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Reads the kind {@code board}, and what boards show.
 *
 * <p>A board that cannot be read, such as one whose filter is broken, is told as unreadable, and the others are read. What boards show is
 * in no partition, since issues and sprints move from board to board.
 */
final class Boards implements KindReader, LiveKind {

    /** The lists of the API of boards. */
    static final Paging PAGES = Paging.offset("startAt").size("maxResults", 50).last("/isLast");

    private static final Kind KIND = new Kind("board");
    private static final Call LIST = Call.get("rest/agile/1.0/board").items("/values");
    private static final List<String> TYPES = List.of("scrum", "kanban", "simple");
    private static final int WIDTH = 8;
    private static final int MOST_BROKEN = 20;

    /** A board that is tried in vain for long counts for so many: it is the site rather than the board. */
    private static final int AWAY = 5;

    private final Http http;
    private final Selector selector;

    Boards(Http http, Selector selector) {
        this.http = http;
        this.selector = selector;
    }

    /**
     * The selector.
     *
     * @param boardType {@code scrum}, {@code kanban} or {@code simple}; all if absent
     * @param projectKey key or id of the project whose boards are read; all if absent
     */
    record Selector(@Nullable String boardType, @Nullable String projectKey) {

        Selector {
            if (boardType != null) {
                Choice.one("boardType", boardType, TYPES);
            }
            if (projectKey != null && projectKey.isBlank()) {
                throw new IllegalArgumentException("projectKey: is empty; leave it out for the boards of all projects");
            }
        }
    }

    @Override
    public void read(RecordSink sink) throws IntegrationException, InterruptedException {
        var broken = new AtomicInteger();
        http.pages(list(), PAGES, page -> {
            Queue<JsonNode> completed = new ConcurrentLinkedQueue<>();
            Fanout.each(
                    page.items(),
                    WIDTH,
                    board -> attempt(sink, broken, board, () -> completed.add(withProjects(board))));
            sink.emit(completed);
        });
    }

    private Call list() {
        return LIST.query("type", selector.boardType()).query("projectKeyOrId", selector.projectKey());
    }

    @Override
    public List<Change> changes(JiraEvent event) throws IntegrationException, InterruptedException {
        if (event.deletes()) {
            return event.gone(KIND);
        }
        JsonNode board = http.json(
                Call.get("rest/agile/1.0/board/{id}", event.number("id")).skip(404));
        return event.change(KIND, board.isObject() && listed(board) ? withProjects(board) : board.path("none"));
    }

    /** Whether a resync would read a board. */
    private boolean listed(JsonNode board) throws IntegrationException, InterruptedException {
        if (selector.boardType() == null && selector.projectKey() == null) {
            return true;
        }
        var found = new AtomicInteger();
        http.pages(
                list().query("name", board.path("name").asText()),
                PAGES,
                page -> page.items().stream()
                        .filter(other -> other.path("id").equals(board.path("id")))
                        .forEach(other -> found.incrementAndGet()));
        return found.get() > 0;
    }

    private ObjectNode withProjects(JsonNode board) throws IntegrationException, InterruptedException {
        ObjectNode completed = board.deepCopy();
        ArrayNode keys = completed.putArray("__projectKeys");
        Call projects = Call.get("rest/agile/1.0/board/{id}/project", id(board)).items("/values");
        http.pages(
                projects,
                PAGES,
                page -> page.items().stream()
                        .map(project -> project.path("key").asText(""))
                        .filter(key -> !key.isEmpty())
                        .forEach(keys::add));
        return completed;
    }

    /** Reads what every board shows, some boards at once. */
    static void each(Http http, RecordSink sink, BoardReader reader) throws IntegrationException, InterruptedException {
        var broken = new AtomicInteger();
        http.pages(
                LIST,
                PAGES,
                page -> Fanout.each(
                        page.items(), WIDTH, board -> attempt(sink, broken, board, () -> reader.read(id(board)))));
    }

    private static void attempt(RecordSink sink, AtomicInteger broken, JsonNode board, Attempt attempt)
            throws IntegrationException, InterruptedException {
        try {
            attempt.run();
        } catch (Misconfigured e) {
            throw e;
        } catch (IntegrationException e) {
            int weight = e instanceof Unavailable ? AWAY : 1;
            if (broken.addAndGet(weight) > MOST_BROKEN) {
                throw e;
            }
            sink.unreadable(board, "the board could not be read: " + e.getMessage());
        }
    }

    private static long id(JsonNode board) throws Unexpected {
        JsonNode id = board.path("id");
        if (!id.canConvertToLong()) {
            throw new Unexpected("Jira lists a board without a number");
        }
        return id.asLong();
    }

    @FunctionalInterface
    private interface Attempt {
        void run() throws IntegrationException, InterruptedException;
    }

    /** Reads what a board shows. */
    @FunctionalInterface
    interface BoardReader {

        /**
         * Pushes it.
         *
         * @throws IntegrationException if it could not be read whole
         * @throws InterruptedException if the run was cancelled
         */
        void read(long board) throws IntegrationException, InterruptedException;
    }
}
