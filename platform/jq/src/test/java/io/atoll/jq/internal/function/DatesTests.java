package io.atoll.jq.internal.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.atoll.jq.EvaluationException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DatesTests {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Dates dates =
            new Dates(InstantSource.fixed(Instant.parse("2015-03-05T23:51:47.25Z")), ZoneId.of("Europe/Berlin"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "2015-03-05T23:51:47Z~%Y-%m-%dT%H:%M:%SZ~[2015,2,5,23,51,47,4,63]",
                "12/31/99 10:11:12 PM x~%D %I:%M:%S %p~[1999,11,31,22,11,12,5,364,\" x\"]",
                "2015-03-05T23:51:47+01:30~%Y-%m-%dT%H:%M:%S%z~[2015,2,5,23,51,47,4,63]",
                "THU mar 5 15~%a %b %e %y~[2015,2,5,0,0,0,4,63]",
                "2015 10 4~%Y %U %u~[2015,2,12,0,0,0,4,70]",
                "2016 366~%Y %j~[2016,11,31,0,0,0,6,365]",
                "10:20~%H:%M~[1900,0,0,10,20,0,8,367]",
                "1425599507~%s~[2015,2,6,0,51,47,5,64]",
                "5~%_5d~[1900,0,5,0,0,0,5,4]"
            })
    void readsTimes(String text, String format, String fields) throws JsonProcessingException {
        assertThat(dates.strptime(TextNode.valueOf(text), TextNode.valueOf(format)))
                .isEqualTo(JSON.readTree(fields));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "2015-13-05~%Y-%m-%d",
                "2015-03-05x~%Y-%m-%d",
                "12015-02-28~%Y-%m-%d",
                "24~%H",
                "5~%Q",
                "5~%",
                "+0160~%z"
            })
    void refusesWhatDoesNotMatch(String text, String format) {
        assertThatThrownBy(() -> dates.strptime(TextNode.valueOf(text), TextNode.valueOf(format)))
                .isInstanceOf(EvaluationException.class)
                .hasMessage("date \"" + text + "\" does not match format \"" + format + "\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "0~%a %A %b %B %c %C~Thu Thursday Jan January Thu Jan  1 00:00:00 1970 19",
                "1435677542.822351~%A, %B %e, %Y~Tuesday, June 30, 2015",
                "[2024,2,15]~%Y-%m-%dT%H:%M:%SZ~2024-03-15T00:00:00Z",
                "[2012,0,1]~%U %W %V %G %g %j~01 00 52 2011 11 001",
                "[5,2,5]~%Y|%C|%y|%04Y|%_6Y|%5C|%12F~5|0|05|0005|     5|00000|     5-03-05",
                "[-5,2,5]~%Y|%C|%y|%04Y|%5C~-5|-1|95|-005|-0001",
                "[2015,14,5,25,61,61.9]~%c %j %u~Sun Mar  6 02:02:01 2016 066 7",
                "0~%z %Z %6z %E %+ %Q~+0000 GMT      +000000 %E %+ %Q",
            })
    void printsTimes(String time, String format, String text) throws JsonProcessingException {
        assertThat(dates.strftime(JSON.readTree(time), TextNode.valueOf(format)).textValue())
                .isEqualTo(text);
    }

    @Test
    void printsTheTimeOfItsZone() throws JsonProcessingException {
        assertThat(dates.strflocaltime(JSON.readTree("1435599621"), TextNode.valueOf("%c %z %Z %s"))
                        .textValue())
                .isEqualTo("Mon Jun 29 19:40:21 2015 +0200 CEST 1435599621");
        assertThat(dates.strflocaltime(JSON.readTree("[2015,2,29,2,30,0]"), TextNode.valueOf("%H:%M %Z"))
                        .textValue())
                .isEqualTo("03:30 CEST");
        assertThat(dates.localtime(JSON.readTree("1425599621.5")))
                .isEqualTo(JSON.readTree("[2015,2,6,0,53,41.5,5,64]"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "1425599621.678~[2015,2,5,23,53,41.67799997329712,4,63]",
                "-0.5~[1970,0,1,0,0,0.5,4,0]",
                "-1.5~[1969,11,31,23,59,59.5,3,364]",
                "1e12~[33658,8,27,1,46,40,5,269]",
                "9007199254740992~[285428751,10,12,7,36,32,1,315]"
            })
    void breaksTimesDown(String seconds, String fields) throws JsonProcessingException {
        assertThat(dates.gmtime(JSON.readTree(seconds))).isEqualTo(JSON.readTree(fields));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {"[2024,8,21]~1726876800", "[]~-2209075200", "[2015.9,2.9,5.9,1.9,1.9,1.9]~1425517261"})
    void putsTimesTogether(String fields, String seconds) throws JsonProcessingException {
        assertThat(dates.mktime(JSON.readTree(fields))).hasToString(seconds);
    }

    @Test
    void tellsTheTime() {
        assertThat(dates.now().doubleValue()).isEqualTo(1425599507.25);
    }

    @Test
    void saysWhatIsNoTime() throws JsonProcessingException {
        JsonNode text = TextNode.valueOf("a");
        JsonNode noNumber = JSON.readTree("[\"a\",1]");
        assertThatThrownBy(() -> dates.gmtime(text)).hasMessage("gmtime() requires numeric inputs");
        assertThatThrownBy(() -> dates.mktime(text)).hasMessage("mktime requires array inputs");
        assertThatThrownBy(() -> dates.mktime(noNumber)).hasMessage("mktime requires parsed datetime inputs");
        assertThatThrownBy(() -> dates.strftime(noNumber, text))
                .hasMessage("strftime/1 requires parsed datetime inputs");
        assertThatThrownBy(() -> dates.strflocaltime(JSON.readTree("0"), noNumber))
                .hasMessage("strflocaltime/1 requires a string format");
        assertThatThrownBy(() -> dates.strptime(noNumber, text))
                .hasMessage("strptime/1 requires string inputs and arguments");
        assertThatThrownBy(() -> dates.gmtime(JSON.readTree("1e17")))
                .hasMessage("error converting number of seconds since epoch to datetime");
        assertThatThrownBy(() -> dates.strftime(JSON.readTree("0"), TextNode.valueOf("%500d")))
                .hasMessage("strftime/1: unknown system failure");
    }
}
