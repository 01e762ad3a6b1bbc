package io.atoll.admin.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.admin.internal.audit.AuditLog;
import io.atoll.admin.internal.integrations.ConnectionChecks;
import io.atoll.admin.internal.operation.Dispatcher;
import io.atoll.admin.it.platform.FakeConfigurationFiles;
import io.atoll.admin.it.platform.FakePlatform;
import io.atoll.operation.Caller;
import io.atoll.operation.Caller.Means;
import io.atoll.operation.Refused;
import io.atoll.operation.Refused.Kind;
import io.atoll.operation.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Changes of configurations, as any face asks for them. */
final class ConfigChangesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final FakeConfigurationFiles files = new FakeConfigurationFiles("thing");

    @TempDir
    private Path data;

    private Dispatcher operations;

    @BeforeEach
    void openLog() {
        operations = new Dispatcher(
                new AuditLog(data, 1 << 20, InstantSource.system()),
                List.of(
                        new ConfigChanges(files, new Nothing(), new FakePlatform("thing"), new ConnectionChecks()),
                        new EnableOperations(files, new FakePlatform("thing"))));
    }

    private JsonNode as(Role role, String operation, String input) throws Exception {
        return as(new Caller("ada", role, Means.TOKEN), operation, input);
    }

    private JsonNode as(Caller caller, String operation, String input) throws Exception {
        return operations
                .perform(caller, operation, JSON.readTree(input.replace('\'', '"')))
                .body();
    }

    private String audited() throws Exception {
        try (Stream<Path> all = Files.walk(data)) {
            return all.filter(Files::isRegularFile).map(ConfigChangesTest::text).collect(Collectors.joining());
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertRefused(Kind kind, String field, String words, ThrowingCallable call) {
        assertThatThrownBy(call).asInstanceOf(type(Refused.class)).satisfies(refused -> {
            assertThat(refused.kind()).isEqualTo(kind);
            assertThat(refused.field().orElse("")).isEqualTo(field);
            assertThat(refused.getMessage()).contains(words);
        });
    }

    @Test
    void changesAFileAndNamesTheInstanceByItsType() throws Exception {
        JsonNode saved = as(Role.INTEGRATOR, "config set", "{'name':'git~demo','values':{'url':'http://b'}}");

        assertThat(saved.path("commentsKept").asBoolean()).isTrue();
        assertThat(as(Role.VIEWER, "config show", "{'name':'git~demo'}")
                        .at("/written/url")
                        .asText())
                .isEqualTo("http://b");
    }

    @Test
    void keepsSecretsOutOfTheAuditLogAndTellsTheDifference() throws Exception {
        as(Role.INTEGRATOR, "config set", "{'name':'git~demo','values':{'url':'http://b','token':'s3cret-value'}}");
        assertRefused(
                Kind.INVALID,
                "values.wrong",
                "so is all",
                () -> as(Role.INTEGRATOR, "config set", "{'name':'git~demo','values':{'wrong':'s3cret-value'}}"));

        assertThat(audited()).contains("written.url", "http://b").doesNotContain("s3cret-value");
    }

    @Test
    void changesOnlyWhatWasSeen() throws Exception {
        Caller ada = new Caller("ada", Role.ADMIN, Means.TOKEN);
        String seen = String.valueOf(operations
                .perform(
                        ada,
                        "config show",
                        JsonNodeFactory.instance.objectNode().put("name", "git~demo"))
                .etag());
        as(ada.seeing(seen), "config set", "{'name':'git~demo','values':{'token':'one'}}");

        assertRefused(
                Kind.STALE,
                "",
                "changed since",
                () -> as(ada.seeing(seen), "config set", "{'name':'git~demo','values':{'token':'two'}}"));
    }

    @Test
    void leavesStagesAndReferencesToAdministrators() throws Exception {
        for (String operation : List.of("config set", "config check")) {
            assertRefused(
                    Kind.FORBIDDEN,
                    "",
                    "stages of the platform",
                    () -> as(Role.INTEGRATOR, operation, "{'name':'engine','values':{'token':'x'}}"));
            assertRefused(
                    Kind.FORBIDDEN,
                    "",
                    "kept elsewhere",
                    () -> as(Role.INTEGRATOR, operation, "{'name':'git~demo','values':{'token':'env:PATH'}}"));
            assertRefused(
                    Kind.FORBIDDEN,
                    "",
                    "is for the role integrator",
                    () -> as(Role.OPERATOR, operation, "{'name':'git~demo','values':{}}"));
        }
        assertRefused(Kind.FORBIDDEN, "", "stages", () -> as(Role.INTEGRATOR, "config remove", "{'name':'engine'}"));
        as(Role.ADMIN, "config set", "{'name':'engine','values':{'token':'env:PATH'}}");
        assertThat(files.written).containsKey("engine");
    }

    @Test
    void makesANewInstanceOnlyWhereThereIsNone() throws Exception {
        as(Role.INTEGRATOR, "config set", "{'name':'git~two','create':true,'values':{'url':'x'}}");

        assertRefused(
                Kind.CONFLICT,
                "",
                "is there already",
                () -> as(Role.INTEGRATOR, "config set", "{'name':'git~two','create':true,'values':{'url':'y'}}"));
    }

    @Test
    void checksValuesAndSaysWhatWasNotChecked() throws Exception {
        JsonNode wrong = as(Role.INTEGRATOR, "config check", "{'name':'git~demo','values':{'wrong':1},'connect':true}");
        assertThat(wrong.path("passed").asBoolean()).isFalse();
        assertThat(wrong.at("/faults/0/key").asText()).isEqualTo("wrong");
        assertThat(wrong.path("note").asText()).contains("no connection was tried");

        JsonNode right = as(Role.INTEGRATOR, "config check", "{'name':'git~demo','values':{'url':'x'}}");
        assertThat(right.path("passed").asBoolean()).isTrue();
        assertThat(right.path("note").asText()).contains("only the values");
        assertThat(audited()).isEmpty();
    }

    @Test
    void disablesAndEnables() throws Exception {
        as(Role.INTEGRATOR, "integration disable", "{'integration':'git'}");
        assertThat(files.written.toString()).contains("enabled=false");

        as(Role.INTEGRATOR, "integration enable", "{'integration':'git~demo'}");
        assertThat(files.written.toString()).contains("enabled=true");
        assertRefused(
                Kind.FORBIDDEN,
                "",
                "integrator",
                () -> as(Role.OPERATOR, "integration disable", "{'integration':'git'}"));
    }

    @Test
    void removesAFile() throws Exception {
        as(Role.INTEGRATOR, "config remove", "{'name':'git~demo'}");

        assertThat(files.written).isEmpty();
        assertRefused(Kind.UNKNOWN, "name", "", () -> as(Role.INTEGRATOR, "config remove", "{'name':'git~demo'}"));
    }

    /** Keeps no configuration. */
    private static final class Nothing implements ConfigurationAdmin {

        @Override
        public Configuration[] listConfigurations(String filter) {
            return new Configuration[0];
        }

        @Override
        public Configuration createFactoryConfiguration(String factoryPid) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Configuration createFactoryConfiguration(String factoryPid, String location) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Configuration getConfiguration(String pid, String location) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Configuration getConfiguration(String pid) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Configuration getFactoryConfiguration(String factoryPid, String name, String location) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Configuration getFactoryConfiguration(String factoryPid, String name) {
            throw new UnsupportedOperationException();
        }
    }
}
