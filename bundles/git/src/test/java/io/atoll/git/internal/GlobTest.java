package io.atoll.git.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    README.md          | readme.MD          | true
                    README.md          | docs/README.md     | false
                    *.md               | docs/a.md          | false
                    **/*.md            | a.md               | true
                    **/*.md            | a/b/c.md           | true
                    docs/**            | docs/a/b           | true
                    docs/**/x          | docs/x             | true
                    **                 | .github/a.yml      | true
                    .*/a.yml           | .github/a.yml      | true
                    a?c                | abc                | true
                    a[b-d]c            | acc                | true
                    a[!b]c             | abc                | false
                    {a,b/{c,d}}/x      | b/d/x              | true
                    {a,b/{c,d}}/x      | b/x                | false
                    a.b                | axb                | false
                    a+(b)              | a+(b)              | true
                    """)
    void matchesPaths(String pattern, String path, boolean expected) {
        assertThat(Glob.of(pattern).matches(path)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    README.md          | docs               | false
                    docs/*.md          | docs               | true
                    docs/*.md          | docs/a             | false
                    docs/*.md          | src                | false
                    **/pom.xml         | a/b/c              | true
                    docs/**            | docs/a             | true
                    docs/**            | src                | false
                    {a/b,c}/d          | a                  | true
                    {a/b,c}/d          | a/b                | true
                    {a/b,c}/d          | a/b/d              | false
                    """)
    void knowsWhereToLook(String pattern, String folder, boolean expected) {
        assertThat(Glob.of(pattern).matchesBelow(folder)).isEqualTo(expected);
    }

    @Test
    void refusesWhatIsNotClosedOrTooMuch() {
        assertThatThrownBy(() -> Glob.of("a[b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Glob.of("a{b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Glob.of("{a,b}".repeat(20))).isInstanceOf(IllegalArgumentException.class);
    }
}
