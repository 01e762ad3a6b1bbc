package io.atoll.jq.internal.function;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.atoll.jq.EvaluationException;
import io.atoll.jq.LimitException;
import io.atoll.jq.LimitException.Limit;
import io.atoll.jq.internal.run.Meter;
import org.joni.Matcher;
import org.joni.Option;
import org.joni.Region;
import org.joni.exception.JOniException;
import org.jspecify.annotations.Nullable;

/**
 * A cursor over the matches of a regular expression in a text. It stands before the first match; everything but {@link #next} tells of
 * the match where it stands. Of one thread.
 *
 * <p>Searching can end with a {@link LimitException}.
 */
public final class Matches {

    /** Bytes at which a search begins before the meter is asked again. */
    private static final int STRIDE = 512;

    /** Bytes that a search may need to remember for a byte that it looks at. */
    private static final int MEMORY = 64;

    /** Where a group begins that took no part. */
    private static final int NONE = -1;

    private static final TextNode EMPTY = TextNode.valueOf("");
    private static final IntNode NOWHERE = IntNode.valueOf(-1);

    private final Regex regex;
    private final Subject subject;
    private final Meter meter;
    private final Matcher matcher;
    private final int option;
    private int from;
    private @Nullable Region region;
    private int begin;
    private int end;
    private int previous;

    Matches(Regex regex, Subject subject, Meter meter) {
        this.regex = regex;
        this.subject = subject;
        this.meter = meter;
        this.matcher = regex.compiled().matcher(subject.bytes());
        this.option = subject.ascii() ? Option.CR_7_BIT : Option.NONE;
        if ((long) subject.bytes().length * MEMORY > meter.limits().growth()) {
            throw new LimitException(
                    Limit.GROWTH,
                    "a text of " + subject.bytes().length + " bytes is too long for a regular expression");
        }
    }

    /** Goes to the next match; false after the last. */
    public boolean next() {
        previous = subject.characters(end);
        if (from < 0 || from > subject.bytes().length || !(regex.longest() ? searchLongest() : search())) {
            from = -1;
            return false;
        }
        if (!regex.global()) {
            from = -1;
        } else {
            from = begin == end ? end + 1 : Math.max(end, from + 1);
        }
        return true;
    }

    private boolean search() {
        int length = subject.bytes().length;
        int start = from;
        while (length - start > STRIDE) {
            int range = start + STRIDE;
            while (!subject.boundary(range)) {
                range++;
            }
            if (search(start, range)) {
                return true;
            }
            start = range;
        }
        return search(start, length);
    }

    /** Searches for a match that begins between two bytes. */
    private boolean search(int start, int range) {
        meter.steps(1 + ((range - start) >> 3));
        matcher.setTimeout(Math.max(0, meter.nanosLeft()));
        try {
            if (matcher.searchInterruptible(from, start, range, option) < 0) {
                return false;
            }
        } catch (InterruptedException e) {
            throw interrupted();
        } catch (JOniException | NullPointerException | IndexOutOfBoundsException e) {
            throw defect();
        }
        found();
        return true;
    }

    /** Searches for the longest of the matches at all places. */
    private boolean searchLongest() {
        int longest = -1;
        Region best = null;
        int bestBegin = 0;
        for (int start = from; start <= subject.bytes().length; start++) {
            if (start > from && !subject.boundary(start)) {
                continue;
            }
            meter.steps(1);
            matcher.setTimeout(Math.max(0, meter.nanosLeft()));
            try {
                int length = matcher.matchInterruptible(start, subject.bytes().length, option);
                if (length > longest) {
                    longest = length;
                    found();
                    best = region == null ? null : region.clone();
                    bestBegin = start;
                }
            } catch (InterruptedException e) {
                throw interrupted();
            } catch (JOniException | NullPointerException | IndexOutOfBoundsException e) {
                throw defect();
            }
        }
        region = best;
        begin = bestBegin;
        end = bestBegin + longest;
        return longest >= 0;
    }

    private void found() {
        region = matcher.getRegion();
        end = region == null ? matcher.getEnd() : region.getEnd(0);
        begin = Math.min(region == null ? matcher.getBegin() : region.getBeg(0), end);
    }

    /** What Oniguruma says of a defect of its own. */
    private static EvaluationException defect() {
        return new EvaluationException("Regex failure: undefined bytecode (bug)");
    }

    private LimitException interrupted() {
        if (meter.nanosLeft() <= 0) {
            return new LimitException(
                    Limit.TIME,
                    "the program needs more than " + meter.limits().time().toMillis() + " ms");
        }
        Thread.currentThread().interrupt();
        return new LimitException(Limit.INTERRUPT, "the evaluation was interrupted");
    }

    /** The text that is searched. */
    public String input() {
        return subject.text();
    }

    /** Code points before the match. */
    public int offset() {
        return subject.boundary(begin) ? subject.points(begin) : begin == end ? subject.points(begin) : 0;
    }

    /** Code points of the match. */
    public int length() {
        return subject.points(end) - offset();
    }

    /** Characters of the input before the match. */
    public int start() {
        return subject.characters(subject.boundary(begin) || begin == end ? begin : 0);
    }

    /** Characters of the input up to the end of the match. */
    public int end() {
        return subject.characters(end);
    }

    /** What lies between the match before, or the beginning, and this match. */
    public String gap() {
        return slice(start());
    }

    /** What lies behind the last match, once {@link #next} was false; the whole input if there was none. */
    public String rest() {
        return slice(subject.text().length());
    }

    private String slice(int end) {
        meter.grow(40L + end - previous);
        return end <= previous ? "" : subject.text().substring(previous, end);
    }

    /** What matched. */
    public String text() {
        return begin == end ? "" : subject.text(begin, end);
    }

    /**
     * What a group matched; null if it took no part.
     *
     * @param group from 1
     */
    public @Nullable String group(int group) {
        int first = groups().getBeg(group);
        if (first == NONE) {
            return null;
        }
        return begin == end ? "" : subject.text(first, groups().getEnd(group));
    }

    /** The match as {@code match} gives it. */
    public ObjectNode match() {
        ObjectNode match = JsonNodeFactory.instance.objectNode();
        match.set("offset", IntNode.valueOf(offset()));
        match.set("length", IntNode.valueOf(length()));
        match.set("string", TextNode.valueOf(text()));
        ArrayNode captures = JsonNodeFactory.instance.arrayNode(regex.groups());
        for (int group = 1; group <= regex.groups(); group++) {
            captures.add(group(group, regex.name(group)));
        }
        match.set("captures", captures);
        meter.container(4);
        meter.grow(160L * regex.groups() + text().length());
        return match;
    }

    private Region groups() {
        return requireNonNull(region);
    }

    private ObjectNode group(int group, @Nullable String name) {
        int first = groups().getBeg(group);
        int last = groups().getEnd(group);
        ObjectNode capture = JsonNodeFactory.instance.objectNode();
        if (first == NONE) {
            capture.set("offset", NOWHERE);
            capture.set("length", IntNode.valueOf(0));
            capture.set("string", NullNode.instance);
        } else if (begin == end) {
            capture.set("offset", IntNode.valueOf(offset()));
            capture.set("length", IntNode.valueOf(0));
            capture.set("string", EMPTY);
        } else {
            int offset = subject.boundary(first) || first == last ? subject.points(first) : 0;
            capture.set("offset", IntNode.valueOf(offset));
            capture.set("length", IntNode.valueOf(first == last ? 0 : subject.points(last) - offset));
            capture.set("string", TextNode.valueOf(subject.text(first, last)));
        }
        capture.set("name", name == null ? NullNode.instance : TextNode.valueOf(name));
        return capture;
    }

    /** The named groups by name, as {@code capture} gives them. */
    public ObjectNode capture() {
        ObjectNode capture = JsonNodeFactory.instance.objectNode();
        for (int group = 1; group <= regex.groups(); group++) {
            String name = regex.name(group);
            if (name != null) {
                capture.set(name, value(group));
            }
        }
        meter.container(capture.size());
        return capture;
    }

    /** What {@code scan} gives: the text of the match, or those of its groups. */
    public JsonNode scan() {
        meter.grow(40L + end - begin);
        if (regex.groups() == 0) {
            return TextNode.valueOf(text());
        }
        ArrayNode groups = JsonNodeFactory.instance.arrayNode(regex.groups());
        for (int group = 1; group <= regex.groups(); group++) {
            groups.add(value(group));
        }
        meter.container(groups.size());
        return groups;
    }

    private JsonNode value(int group) {
        String text = group(group);
        return text == null ? NullNode.instance : TextNode.valueOf(text);
    }
}
