package io.atoll.git.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atoll.spi.IntegrationException.Misconfigured;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesTest {

    private static final String[] NONE = {};

    private static List<Source> urls(String... urls) throws Misconfigured {
        return Sources.of(NONE, urls);
    }

    private static List<Source> paths(String... paths) throws Misconfigured {
        return Sources.of(paths, NONE);
    }

    @Test
    void callsARepositoryLikeTheLastPart() throws Exception {
        assertThat(urls("https://github.com/acme/shop.git", "http://h:81/x/y/", "git://h/z", "file:///srv/w/.git"))
                .extracting(Source::name)
                .containsExactly("shop", "y", "z", "w");
        assertThat(paths("/srv/git/cart.git", "/srv/git/shop/", "Läden=/srv/git/stores"))
                .extracting(Source::name)
                .containsExactly("cart", "shop", "Läden");
    }

    @Test
    void refusesTwoOfTheSameName() {
        assertThatThrownBy(() -> urls("https://h/a/shop", "https://h/b/shop"))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("two repositories are called 'shop'")
                .hasMessageContaining("other-name=https://h/b/shop");
    }

    @Test
    void refusesPathsThatAreNotAbsolute() {
        assertThatThrownBy(() -> paths("shop")).isInstanceOf(Misconfigured.class);
        assertThatThrownBy(() -> paths("x=/srv/*")).isInstanceOf(Misconfigured.class);
        assertThatThrownBy(() -> paths("/")).isInstanceOf(Misconfigured.class);
    }

    @Test
    void keepsAFolderWithoutRepositoriesAsAFailure(@TempDir Path temp) throws Exception {
        Path empty = Files.createDirectory(temp.resolve("empty"));

        assertThat(paths(empty + "/*", temp + "/missing/*"))
                .hasSize(2)
                .allSatisfy(source -> assertThat(source).isInstanceOf(Source.Unusable.class));
    }
}
