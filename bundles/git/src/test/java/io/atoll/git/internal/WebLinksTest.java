package io.atoll.git.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WebLinksTest {

    @Test
    void knowsTheHostsByTheirNames() {
        assertThat(WebLinks.of("https://github.com/acme/shop.git").commit("abc"))
                .isEqualTo("https://github.com/acme/shop/commit/abc");
        assertThat(WebLinks.of("git@gitlab.acme.com:group/sub/shop.git").tree("a#b/c"))
                .isEqualTo("https://gitlab.acme.com/group/sub/shop/-/tree/a%23b/c");
        assertThat(WebLinks.of("https://bitbucket.org/acme/shop").file("main", "a b.txt"))
                .isEqualTo("https://bitbucket.org/acme/shop/src/main/a%20b.txt");
    }

    @Test
    void guessesNothingAboutOthers() {
        assertThat(WebLinks.of("https://git.example.com/shop.git").base()).isNull();
        assertThat(WebLinks.of("/srv/git/github.com").commit("abc")).isNull();
        assertThat(WebLinks.of(null).base()).isNull();
    }
}
