package io.atoll.health.internal.inside;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.atoll.health.internal.Readiness;
import io.atoll.health.internal.Secrets;
import io.atoll.operation.Caller;
import io.atoll.operation.Help;
import io.atoll.operation.Operation;
import io.atoll.operation.OperationGroup;
import io.atoll.operation.Operations;
import io.atoll.operation.Refused;
import io.atoll.operation.Role;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code support}: an archive for those who help, below {@code data/support}. */
@Component
public final class SupportOperations implements OperationGroup {

    private final BundleContext context;
    private final Secrets secrets;
    private final Readiness readiness;
    private final SupportFolder folder;

    /** Asks the operations that are there when an archive is made. */
    @Activate
    public SupportOperations(
            BundleContext context,
            @Reference Secrets secrets,
            @Reference Readiness readiness,
            @Reference SupportFolder folder) {
        this.context = context;
        this.secrets = secrets;
        this.readiness = readiness;
        this.folder = folder;
    }

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(Operation.post("support", "/system/support")
                .role(Role.ADMIN)
                .summary(
                        "Makes an archive for those who help: bundles, configuration, log, runs, threads; without secrets")
                .takesNothing()
                .answers(Archive.class)
                .by((caller, nothing) -> make(caller)));
    }

    /** An archive that was made. */
    record Archive(
            @Help("its name") String name,
            @Help("how long it is") long bytes,
            @Help("where it is on the platform's disk") String file,

            @Help("where an administrator's browser gets it")
            String download,

            @Help("what is in it") List<String> entries) {}

    private Archive make(Caller caller) throws Refused, InterruptedException {
        ServiceReference<Operations> reference = context.getServiceReference(Operations.class);
        Operations operations = reference == null ? null : context.getService(reference);
        if (reference == null || operations == null) {
            throw Refused.unavailable("there is nobody to ask what the archive is to tell");
        }
        try {
            Path file = folder.next();
            List<String> entries;
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                entries = new SupportArchive(operations, caller, secrets.mask(), out).write(platform());
            }
            return new Archive(
                    file.getFileName().toString(),
                    Files.size(file),
                    file.toString(),
                    SupportServlet.PATH + file.getFileName(),
                    entries);
        } catch (IOException unwritten) {
            throw Refused.unavailable("the archive cannot be written to " + folder + ": " + unwritten.getMessage());
        } finally {
            context.ungetService(reference);
        }
    }

    /** The process and its machine; no environment and no properties but these. */
    private JsonNode platform() {
        var runtime = ManagementFactory.getRuntimeMXBean();
        var platform = JsonNodeFactory.instance.objectNode();
        platform.put("at", Instant.now().toString())
                .put("platform", context.getBundle().getVersion().toString())
                .put(
                        "framework",
                        context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                                .getVersion()
                                .toString())
                .put("java", runtime.getVmName() + " " + Runtime.version())
                .put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"))
                .put("processors", Runtime.getRuntime().availableProcessors())
                .put("startedAt", Instant.ofEpochMilli(runtime.getStartTime()).toString());
        var checks = platform.putObject("ready");
        readiness.checks().forEach(checks::put);
        return platform;
    }
}
