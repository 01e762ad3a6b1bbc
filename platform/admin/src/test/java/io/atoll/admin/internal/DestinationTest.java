package io.atoll.admin.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

final class DestinationTest {

    @ParameterizedTest
    @ValueSource(strings = {"/", "/runs", "/runs/1?x=%2F%2Fevil", "/catalog/a%20b?q=1&r=2", "/system/console/bundles"})
    void isAPageOfThisHost(String path) {
        assertThat(Destination.parse(path).path()).isEqualTo(path);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "https://evil.example", "//evil.example", "///evil.example", "/\\evil.example", "\\evil", "evil",
                        "javascript:1",
                "/a\nb", "/a b", "/login", "/login/x", "/logout", "/system/console/logout", "/%zz"
            })
    void isHomeOtherwise(String text) {
        assertThat(Destination.parse(text).path()).isEqualTo("/");
    }

    @Test
    void isHomeIfItIsTooLong() {
        assertThat(Destination.parse("/" + "x".repeat(3000)).path()).isEqualTo("/");
    }

    @Test
    void goesIntoTheAddressOfTheLoginPage() {
        assertThat(Destination.parse("/runs/1?a=b&c=d").login()).isEqualTo("/login?next=%2Fruns%2F1%3Fa%3Db%26c%3Dd");
        assertThat(Destination.parse("/").login()).isEqualTo("/login");
    }
}
