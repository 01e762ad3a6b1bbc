package io.atoll.admin.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HostNamesTest {

    private final HostNames names =
            new HostNames(List.of("Atoll.Example.com", " 10.1.2.3 ", "fe80::1"), "https://outside.example:8443");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "127.0.0.1",
                "[::1]",
                "atoll.example.com",
                "ATOLL.EXAMPLE.COM",
                "10.1.2.3",
                "[fe80::1]",
                "outside.example"
            })
    void containTheOwnNames(String name) {
        assertThat(names.contain(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "evil.example",
                "example.com",
                "x.atoll.example.com",
                "localhost.evil.example",
                "127.0.0.2",
                "0.0.0.0"
            })
    void containNoOther(String name) {
        assertThat(names.contain(name)).isFalse();
    }

    @Test
    void areThoseOfTheLoopbackInterfaceIfNothingIsConfigured() {
        HostNames loopback = new HostNames(List.of(), null);

        assertThat(loopback.contain("localhost")).isTrue();
        assertThat(loopback.contain("atoll.example.com")).isFalse();
    }
}
