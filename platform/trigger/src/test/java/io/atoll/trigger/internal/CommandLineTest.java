package io.atoll.trigger.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommandLineTest {

    @Test
    void runsOnceIfToldByTheCommandOrByAnOption() {
        assertThat(CommandLine.of("once").once()).isTrue();
        assertThat(CommandLine.of("demo\n--once").once()).isTrue();
        assertThat(CommandLine.of("start").once()).isFalse();
        assertThat(CommandLine.of("demo\n--git\nonce").once()).isFalse();
        assertThat(CommandLine.of("").once()).isFalse();
    }

    @Test
    void plansOnlyWithOnce() {
        assertThat(CommandLine.of("once\n--plan").plan()).isTrue();
        assertThat(CommandLine.of("once\n-o\njson\n--plan").plan()).isTrue();
        assertThat(CommandLine.of("once").plan()).isFalse();
        assertThat(CommandLine.of("start\n--plan").plan()).isFalse();
    }

    @Test
    void printsJsonIfAskedTo() {
        assertThat(CommandLine.of("once\n-o\njson").json()).isTrue();
        assertThat(CommandLine.of("once\n--output=json").json()).isTrue();
        assertThat(CommandLine.of("once\n-o\ntext").json()).isFalse();
        assertThat(CommandLine.of("once\n-o").json()).isFalse();
    }
}
