package io.atoll.apply.internal.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RetryBudgetTest {

    @Test
    void isSpent() {
        RetryBudget budget = new RetryBudget(2);

        assertThat(budget.spend()).isTrue();
        assertThat(budget.spend()).isTrue();
        assertThat(budget.spend()).isFalse();
    }

    @Test
    void growsByOneForTenAnswersAndNeverBeyondItsBeginning() {
        RetryBudget budget = new RetryBudget(1);
        assertThat(budget.spend()).isTrue();
        for (int i = 0; i < 9; i++) {
            budget.earn();
        }
        assertThat(budget.spend()).isFalse();

        for (int i = 0; i < 1_000; i++) {
            budget.earn();
        }
        assertThat(budget.spend()).isTrue();
        assertThat(budget.spend()).isFalse();
    }
}
