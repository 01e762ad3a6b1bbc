package io.atoll.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A third party that gives its items five at a time, in the order of their names, and remembers who asked for which page. */
final class PagedParty implements AutoCloseable {

    private static final int PAGE = 5;

    private final NavigableSet<String> items = IntStream.range(0, 40)
            .mapToObj("item-%02d"::formatted)
            .collect(Collectors.toCollection(ConcurrentSkipListSet::new));
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private volatile Hold hold = new Hold("nothing", new CountDownLatch(0));

    private volatile String broken = "";

    private record Hold(String after, CountDownLatch until) {}

    PagedParty() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/items", this::answer);
        server.start();
    }

    /** Where the items are. */
    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/items";
    }

    /** All that it has. */
    Set<String> items() {
        return new TreeSet<>(items);
    }

    void add(String item) {
        items.add(item);
    }

    void rename(String from, String to) {
        items.remove(from);
        items.add(to);
    }

    /** Gives an item with a size that is no number, until another one is broken. */
    void breaks(String item) {
        broken = item;
    }

    /** Which version asked for the page behind which name, in order, since the last hold. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    /** Forgets what was asked, and keeps the next page behind a name to itself until {@link #goOn}. */
    void holdAt(String after) {
        asked.clear();
        hold = new Hold(after, new CountDownLatch(1));
    }

    /** Gives all pages again. */
    void goOn() {
        hold.until().countDown();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String after = exchange.getRequestURI().getQuery().substring("after=".length());
            asked.add(exchange.getRequestHeaders().getFirst("User-Agent") + " " + after);
            Hold now = hold;
            if (now.after().equals(after)) {
                now.until().await();
            }
            byte[] page = items.tailSet(after, false).stream()
                    .limit(PAGE)
                    .map(name -> "{\"name\":\"%s\",\"size\":%s}"
                            .formatted(name, name.equals(broken) ? "\"large\"" : name.length()))
                    .collect(Collectors.joining(",", "[", "]"))
                    .getBytes(UTF_8);
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        goOn();
        server.stop(0);
        threads.shutdownNow();
    }
}
