package io.atoll.tck;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every integration must do, whatever goes wrong at its third party. An integration inherits it, and says how it is set up:
 *
 * {@snippet class="io.atoll.tck.AcmeTck" region="adoption"}
 *
 * <p>Each test runs the bundle in a framework of its own, with the kit, against a {@link ThirdParty}. The kit really waits for nothing but
 * answers: where it would pause, its clock jumps. All kinds of the default mapping are read, those that providers declare besides, and
 * those of {@link Subject#reading}. The routes must give at least one record for each kind, every path that the default mapping reads, and
 * so much of some kind that reading it takes {@value #MANY} requests.
 */
@Timeout(600)
public abstract class IntegrationTck {

    /** How many requests it takes at least to read the largest kind, so that it can be told whether records are held back. */
    static final int MANY = 6;

    private Bench bench;

    /** Says how the integration is set up. */
    protected abstract Subject subject();

    @BeforeEach
    void open(@TempDir Path temporary) throws Exception {
        bench = new Bench(subject(), temporary);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    /** Without faults every kind is read whole, each record once, and nothing is asked that the third party does not know. */
    @Test
    void readsEveryKindAndAsksOnlyForWhatIsThere() {
        new KindRules(bench).readsEveryKindAndAsksOnlyForWhatIsThere();
    }

    /** Empty lists are no error. */
    @Test
    void readsAThirdPartyThatHasNothing() {
        new KindRules(bench).readsAThirdPartyThatHasNothing();
    }

    /** Typed selectors. */
    @Test
    void refusesAMisspeltSelectorByName() {
        new KindRules(bench).refusesAMisspeltSelectorByName();
    }

    /** The default mapping reads what records have, and fills what blueprints have. */
    @Test
    void mapsWhatRecordsAndBlueprintsHave() {
        new KindRules(bench).mapsWhatRecordsAndBlueprintsHave();
    }

    /** 401. */
    @Test
    void saysUnauthorizedWhenItsCredentialsAreRefused() {
        new FailureRules(bench).saysUnauthorizedWhenItsCredentialsAreRefused();
    }

    /** 429 with {@code Retry-After}. */
    @Test
    void waitsAsLongAsTheThirdPartyAsks() {
        new FailureRules(bench).waitsAsLongAsTheThirdPartyAsks();
    }

    /** 429 with a {@code Retry-After} that is longer than a call may wait. */
    @Test
    void tellsHowLongTheThirdPartyWantsToBeLeftAlone() {
        new FailureRules(bench).tellsHowLongTheThirdPartyWantsToBeLeftAlone();
    }

    /** 503. */
    @Test
    void triesAgainAndThenSaysUnavailable() {
        new FailureRules(bench).triesAgainAndThenSaysUnavailable();
    }

    /** JSON that breaks off, and a page for people. */
    @Test
    void isIncompleteWhenAnswersAreNoJson() {
        new FailureRules(bench).isIncompleteWhenAnswersAreNoJson();
    }

    /** Lists that end too soon, or never. */
    @Test
    void isNeverSilentlyShort() {
        new FailureRules(bench).isNeverSilentlyShort();
    }

    /** An answer that does not come holds up nobody else, and is given up. */
    @Test
    void keepsAnAnswerThatHangsToItself() throws Exception {
        new FlowRules(bench).keepsAnAnswerThatHangsToItself();
    }

    /** A pipeline that is full. */
    @Test
    void readsNoFurtherThanThePipelineTakes() {
        new FlowRules(bench).readsNoFurtherThanThePipelineTakes();
    }

    /** Cancelling, wherever it waits. */
    @Test
    void endsWhenItIsInterrupted() throws Exception {
        new FlowRules(bench).endsWhenItIsInterrupted();
    }

    /** Secrets. */
    @Test
    void tellsNobodyASecret() {
        new InstanceRules(bench).tellsNobodyASecret();
    }

    /** Two instances with different credentials, at once. */
    @Test
    void keepsInstancesApart() throws Exception {
        new InstanceRules(bench).keepsInstancesApart();
    }

    /** A new configuration while it runs. */
    @Test
    void followsItsConfiguration() throws Exception {
        new InstanceRules(bench).followsItsConfiguration();
    }

    /** Undeploying in the middle of a run: nothing runs on, and connections, threads and classes go. */
    @Test
    void leavesNothingBehindWhenItIsUndeployed() throws Exception {
        new Departure(bench).leavesNothingBehind();
    }
}
