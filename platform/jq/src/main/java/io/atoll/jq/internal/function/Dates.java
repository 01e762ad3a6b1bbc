package io.atoll.jq.internal.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.atoll.jq.EvaluationException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * jq's functions on dates. A broken down time is an array: year, month from 0, day, hours, minutes, seconds with their fraction, day of
 * the week from Sunday, day of the year from 0. Immutable and thread-safe.
 */
public final class Dates {

    private static final int FIELDS = 8;
    private static final DateTimeFormatter ZONE_NAME = DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH);

    private final InstantSource clock;
    private final ZoneId zone;

    /**
     * Injects what varies.
     *
     * @param clock what {@code now} reads
     * @param zone the zone of {@code localtime}, {@code strflocaltime} and {@code %s}
     */
    public Dates(InstantSource clock, ZoneId zone) {
        this.clock = clock;
        this.zone = zone;
    }

    /** The clock and the zone of the system. */
    public static Dates system() {
        return new Dates(InstantSource.system(), ZoneId.systemDefault());
    }

    /** Seconds since 1970, with microseconds. */
    public JsonNode now() {
        Instant now = clock.instant();
        return DoubleNode.valueOf(now.getEpochSecond() + Math.floor(now.getNano() / 1e3) / 1e6);
    }

    /** Seconds since 1970 to broken down universal time. */
    public JsonNode gmtime(JsonNode seconds) {
        if (!seconds.isNumber()) {
            throw new EvaluationException("gmtime() requires numeric inputs");
        }
        return brokenDown(seconds, false);
    }

    /** Seconds since 1970 to broken down local time. */
    public JsonNode localtime(JsonNode seconds) {
        if (!seconds.isNumber()) {
            throw new EvaluationException("localtime() requires numeric inputs");
        }
        return brokenDown(seconds, true);
    }

    private JsonNode brokenDown(JsonNode seconds, boolean local) {
        double value = seconds.doubleValue();
        return fields(time(value, local), value - Math.floor(value));
    }

    private CivilTime time(double seconds, boolean local) {
        CivilTime time = new CivilTime();
        long whole = (long) seconds;
        if (!(Math.abs(seconds) < 0x1p62) || !time.set(whole, local ? offset(zone, whole) : 0)) {
            throw new EvaluationException("error converting number of seconds since epoch to datetime");
        }
        return time;
    }

    private static ArrayNode fields(CivilTime time, double fraction) {
        ArrayNode fields = JsonNodeFactory.instance.arrayNode(FIELDS + 1);
        fields.add(number(1900L + time.year));
        fields.add(IntNode.valueOf(time.month));
        fields.add(IntNode.valueOf(time.day));
        fields.add(IntNode.valueOf(time.hour));
        fields.add(IntNode.valueOf(time.minute));
        fields.add(fraction == 0 ? IntNode.valueOf(time.second) : DoubleNode.valueOf(time.second + fraction));
        fields.add(IntNode.valueOf(time.weekday));
        fields.add(IntNode.valueOf(time.yearday));
        return fields;
    }

    private static NumericNode number(long value) {
        return value == (int) value ? IntNode.valueOf((int) value) : LongNode.valueOf((long) (double) value);
    }

    /** Broken down universal time to seconds since 1970. */
    public JsonNode mktime(JsonNode fields) {
        if (!fields.isArray()) {
            throw new EvaluationException("mktime requires array inputs");
        }
        CivilTime time = time(fields);
        if (time == null) {
            throw new EvaluationException("mktime requires parsed datetime inputs");
        }
        return epoch(time);
    }

    private static JsonNode epoch(CivilTime time) {
        long seconds = time.seconds();
        if (seconds == -1 || !new CivilTime().set(seconds, 0)) {
            throw new EvaluationException("invalid gmtime representation");
        }
        if (seconds == -2) {
            throw new EvaluationException("mktime not supported on this platform");
        }
        return number(seconds);
    }

    /** The fields of an array; null if one is no number. */
    private static @Nullable CivilTime time(JsonNode fields) {
        int[] values = new int[FIELDS];
        values[0] = -1900;
        for (int i = 0; i < FIELDS && i < fields.size(); i++) {
            JsonNode field = fields.get(i);
            double value = field.doubleValue();
            if (!field.isNumber() || Double.isNaN(value)) {
                return null;
            }
            values[i] = (int) (i == 0 ? value - 1900 : value);
        }
        CivilTime time = new CivilTime();
        time.year = fields.isEmpty() ? 0 : values[0];
        time.month = values[1];
        time.day = values[2];
        time.hour = values[3];
        time.minute = values[4];
        time.second = values[5];
        time.weekday = values[6];
        time.yearday = values[7];
        return time;
    }

    /** Text to broken down time; a text that follows the date after a space is added to the fields. */
    public JsonNode strptime(JsonNode input, JsonNode format) {
        if (!input.isTextual() || !format.isTextual()) {
            throw new EvaluationException("strptime/1 requires string inputs and arguments");
        }
        return strptime(input.textValue(), format.textValue());
    }

    private ArrayNode strptime(String input, String format) {
        String text = terminated(input);
        DateScanner scanner = new DateScanner(text, zone);
        ArrayNode fields = fields(scan(scanner, text, terminated(format)), 0);
        String rest = scanner.rest();
        if (!rest.isEmpty()) {
            fields.add(TextNode.valueOf(rest));
        }
        return fields;
    }

    private static CivilTime scan(DateScanner scanner, String text, String format) {
        CivilTime time = scanner.scan(format);
        if (time == null) {
            throw new EvaluationException("date \"" + text + "\" does not match format \"" + format + "\"");
        }
        return time;
    }

    /** A text as C sees it: up to the first NUL. */
    private static String terminated(String text) {
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }

    /** Seconds since 1970 or broken down universal time to text. */
    public JsonNode strftime(JsonNode input, JsonNode format) {
        return print(input, format, false, "strftime/1");
    }

    /** Seconds since 1970 or broken down local time to text. */
    public JsonNode strflocaltime(JsonNode input, JsonNode format) {
        return print(input, format, true, "strflocaltime/1");
    }

    private JsonNode print(JsonNode input, JsonNode format, boolean local, String name) {
        CivilTime time = null;
        if (input.isNumber()) {
            time = time(input.doubleValue(), local);
        } else if (!input.isArray()) {
            throw new EvaluationException(name + " requires parsed datetime inputs");
        }
        if (!format.isTextual()) {
            throw new EvaluationException(name + " requires a string format");
        }
        if (time == null) {
            time = time(input);
            if (time == null) {
                throw new EvaluationException(name + " requires parsed datetime inputs");
            }
            long seconds = local ? time.seconds(zone) : time.seconds();
            time.set(seconds, local ? offset(zone, seconds) : 0);
        }
        return TextNode.valueOf(print(time, terminated(format.textValue()), local, name));
    }

    private String print(CivilTime time, String format, boolean local, String name) {
        int bytes = format.getBytes(StandardCharsets.UTF_8).length;
        int room = format.length() + 99;
        String text = new DatePrinter(time, zone, local, room).print(format);
        if (text == null || (text.isEmpty() && bytes > 0)) {
            throw new EvaluationException(name + ": unknown system failure");
        }
        return text;
    }

    /** Seconds east of Greenwich. */
    static int offset(ZoneId zone, long seconds) {
        return zone.getRules().getOffset(DateScanner.moment(seconds)).getTotalSeconds();
    }

    /** The short name of a zone at a time. */
    static String zoneName(ZoneId zone, long seconds) {
        return ZONE_NAME.format(DateScanner.moment(seconds).atZone(zone));
    }
}
