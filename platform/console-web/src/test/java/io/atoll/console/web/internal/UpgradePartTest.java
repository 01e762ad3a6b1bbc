package io.atoll.console.web.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.atoll.access.Visitor;
import io.atoll.operation.Caller;
import io.atoll.operation.Caller.Means;
import io.atoll.operation.Role;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page of a bundle that waits says of saved mapping tests. */
final class UpgradePartTest {

    private static final String PASSING = """
            {"integration": "git~a", "by": "in_force", "passed": 212, "failed": [], "unread": [], "problem": ""}""";

    @TempDir
    private Path folder;

    private UpgradePart part(String... instances) throws Exception {
        Place place = new Place("", new Visitor(new Caller("admin", Role.ADMIN, Means.SESSION), "token"));
        Desk desk = new Desk(Wired.none(folder), place, "/bundle", Query.NOTHING);
        return new UpgradePart(desk, new ObjectMapper().readTree("[" + String.join(",", instances) + "]"));
    }

    @Test
    void countsThoseThatPassAndWarnsOfNothing() throws Exception {
        UpgradePart part = part(PASSING);

        assertThat(part.table().toString()).contains("href=\"/integrations/git~a\"", "212 of 212 pass");
        assertThat(part.warning().toString()).isEmpty();
    }

    @Test
    void showsWhatFailsWithWhatWasExpectedAndWarns() throws Exception {
        UpgradePart part = part(PASSING, """
                {"integration": "git~b", "by": "default", "passed": 1, "unread": [], "problem": "", "failed": [
                  {"file": "a.yaml", "name": "an <open> issue", "resource": "issue-0",
                   "differences": ["title: expected \\"yes\\", was \\"no\\""]},
                  {"file": "b.yaml", "name": "", "resource": null, "differences": ["it is no YAML"]}]}""");

        assertThat(part.table().toString())
                .contains("1 of 3 pass", "an &lt;open&gt; issue", "title: expected &quot;yes&quot;, was &quot;no&quot;")
                .contains("b.yaml", "it is no YAML", "with the default mapping of this version");
        assertThat(part.warning().toString())
                .contains("role=\"alert\"", "git~b does not stand its tests", "1 of 3 pass", "nevertheless")
                .doesNotContain("git~a");
    }

    @Test
    void warnsOfKindsThatNobodyWouldReadAndOfTestsThatCannotBeRun() throws Exception {
        UpgradePart part = part("""
                {"integration": "git~c", "by": "in_force", "passed": 0, "failed": [], "unread": ["file", "tag"], "problem": ""}""", """
                {"integration": "git~d", "by": "in_force", "passed": 0, "failed": [], "unread": [], "problem": "its mapping is not valid"}""");

        assertThat(part.table().toString()).contains("none are saved", "its mapping is not valid");
        assertThat(part.warning().toString())
                .contains("git~c names kinds that nobody would read any more: file, tag.")
                .contains("The mapping tests of git~d cannot be run.");
    }
}
