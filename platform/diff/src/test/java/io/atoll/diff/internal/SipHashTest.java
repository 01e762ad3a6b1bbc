package io.atoll.diff.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SipHashTest {

    /** The published values for the bytes 0, 1, 2, … as text: those of 0, 8, 16, … of them. */
    private static final long[] PUBLISHED = {
        0x726fdb47dd0e0e31L,
        0x93f5f5799a932462L,
        0x3f2acc7f57c29bdbL,
        0xb8ad50c6f649af94L,
        0x7127512f72f27cceL,
        0x0e3ea96b5304a7d0L,
        0xe612a3cb9ecba951L,
        0xb78dbfaf3a8d83bdL
    };

    private static final SipHash.Key KEY = new SipHash.Key(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);

    @Test
    void givesThePublishedValues() {
        for (int words = 0; words < PUBLISHED.length; words++) {
            SipHash hash = new SipHash(KEY);
            for (int word = 0; word < words; word++) {
                hash.add(0x0706050403020100L + word * 0x0808080808080808L);
            }

            assertThat(hash.end()).as("%d words", words).isEqualTo(PUBLISHED[words]);
        }
    }

    @Test
    void addsATextAsItsLengthAndItsBytes() {
        SipHash text = new SipHash(KEY);
        text.add("Höhe über NN");
        SipHash words = new SipHash(KEY);
        words.add(14);
        words.add(0xc3_20_65_68_b6_c3_48L | 0xbcL << 56);
        words.add(0x4e4e_2072_6562L);

        assertThat(text.end()).isEqualTo(words.end());
    }

    @Test
    void differsByItsKey() {
        SipHash one = new SipHash(KEY);
        SipHash other = new SipHash(new SipHash.Key(1, 2));
        one.add("text");
        other.add("text");

        assertThat(one.end()).isNotEqualTo(other.end());
        assertThat(KEY).hasToString("a key");
    }
}
