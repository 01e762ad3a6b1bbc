package io.atoll.actions.internal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.pipeline.ActionRuns;
import io.atoll.pipeline.Catalog.CatalogException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A catalog's runs in memory, which writes down every request but the claims that found nothing. */
class FakeRuns implements ActionRuns {

    private final Map<Ref, Claimed> pending = new LinkedHashMap<>();
    private final Set<Ref> invisible = new HashSet<>();
    private final Set<Ref> acknowledged = new HashSet<>();
    private final Map<String, Ref> external = new HashMap<>();
    private final List<String> requests = new ArrayList<>();
    private final List<String> claims = new ArrayList<>();
    private boolean down;
    private boolean reportsFail;
    private boolean acknowledgementsFail;
    private boolean unknown;

    /** Starts a run of an action. */
    synchronized FakeRuns start(String id, String action) {
        return start(Source.ACTION, id, action);
    }

    synchronized FakeRuns start(Source source, String id, String action) {
        var ref = new Ref(source, id);
        var properties = JsonNodeFactory.instance.objectNode().put("key", id.replaceAll("[0-9]", ""));
        pending.put(ref, new Claimed(ref, action, action, properties));
        return this;
    }

    /** Lets runs be claimed again that were claimed and not acknowledged. */
    synchronized void forgetClaims() {
        invisible.clear();
    }

    /** Somebody else acknowledges a run. */
    synchronized void takeAway(String id) {
        acknowledged.add(new Ref(Source.ACTION, id));
    }

    /** Has no run any more that could be reported. */
    synchronized void forgetRuns() {
        unknown = true;
    }

    synchronized void down(boolean is) {
        down = is;
    }

    synchronized void reportsFail(boolean do_) {
        reportsFail = do_;
    }

    synchronized void acknowledgementsFail(boolean do_) {
        acknowledgementsFail = do_;
    }

    /** Everything but claims, as {@code ack r1}, {@code log r1 INFO text}, {@code started r1 x}, {@code ended r1 true text []}. */
    synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    synchronized List<String> requests(String id) {
        return requests.stream()
                .filter(request -> request.matches("\\w+ " + id + "\\b.*"))
                .toList();
    }

    /** The claims, as {@code ACTION 300 []}. */
    synchronized List<String> claims() {
        return List.copyOf(claims);
    }

    synchronized boolean ended(String id) {
        return requests.stream().anyMatch(request -> request.startsWith("ended " + id + " "));
    }

    @Override
    public String catalog() {
        return "memory";
    }

    @Override
    public synchronized List<Claimed> claim(Source source, int limit, Duration visibility, Collection<String> except)
            throws CatalogException {
        reachable();
        claims.add(source + " " + limit + " " + except);
        var claimed = pending.values().stream()
                .filter(run -> run.ref().source() == source)
                .filter(run -> !invisible.contains(run.ref()))
                .filter(run -> !except.contains(run.group()))
                .limit(limit)
                .toList();
        claimed.forEach(run -> invisible.add(run.ref()));
        return claimed;
    }

    @Override
    public synchronized boolean acknowledge(Ref run) throws CatalogException {
        reachable();
        requests.add("ack " + run);
        if (acknowledgementsFail) {
            throw new CatalogException("the answer was lost", null);
        }
        pending.remove(run);
        return acknowledged.add(run);
    }

    @Override
    public synchronized void log(Ref run, Level level, String line) throws CatalogException {
        reachable();
        requests.add("log " + run + " " + level + " " + line);
    }

    @Override
    public synchronized boolean started(Ref run, String externalId, List<URI> links) throws CatalogException {
        reportable();
        external.put(externalId, run);
        requests.add("started " + run + " " + externalId + " " + links);
        return true;
    }

    @Override
    public synchronized boolean ended(Ref run, boolean success, String summary, List<URI> links)
            throws CatalogException {
        reportable();
        external.values().removeIf(run::equals);
        requests.add("ended " + run + " " + success + " " + summary + " " + links);
        return !unknown;
    }

    @Override
    public synchronized Optional<Ref> find(String externalId) throws CatalogException {
        reachable();
        return Optional.ofNullable(external.get(externalId));
    }

    private void reachable() throws CatalogException {
        if (down) {
            throw new CatalogException("the catalog does not answer", null);
        }
    }

    private void reportable() throws CatalogException {
        reachable();
        if (reportsFail) {
            throw new CatalogException("the catalog is overloaded", null);
        }
    }
}
