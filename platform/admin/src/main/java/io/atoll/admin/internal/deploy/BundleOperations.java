package io.atoll.admin.internal.deploy;

import static io.atoll.operation.Operation.delete;
import static io.atoll.operation.Operation.get;
import static io.atoll.operation.Operation.post;

import io.atoll.admin.internal.deploy.DeployOperations.DeploymentView;
import io.atoll.admin.internal.mapping.UpgradeTests;
import io.atoll.admin.internal.mapping.UpgradeView;
import io.atoll.admin.internal.operation.Paging;
import io.atoll.operation.Caller;
import io.atoll.operation.Caller.Means;
import io.atoll.operation.Help;
import io.atoll.operation.Operation;
import io.atoll.operation.OperationGroup;
import io.atoll.operation.Refused;
import io.atoll.operation.Role;
import io.atoll.operation.Slice;
import io.atoll.pipeline.BundleFiles;
import io.atoll.pipeline.BundleFiles.Kept;
import io.atoll.pipeline.BundleFiles.Preview;
import io.atoll.pipeline.BundleFiles.Unfit;
import io.atoll.pipeline.Deployments;
import io.atoll.pipeline.Integrations;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Installing, upgrading, taking back and removing bundles. */
@Component
public final class BundleOperations implements OperationGroup {

    static final String FILE = "its name in the deploy folder, such as git.jar";
    static final String UPLOAD =
            "the name of a jar that was sent before; by REST send the jar itself as body, of the type application/java-archive";
    static final String FROM = "the path of a jar on the machine of the platform; only in its shell";

    private final BundleFiles bundles;
    private final Deployments deployments;
    private final Integrations integrations;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile @Nullable UpgradeTests tests;

    /** Changes these. */
    @Activate
    public BundleOperations(
            @Reference BundleFiles bundles, @Reference Deployments deployments, @Reference Integrations integrations) {
        this.bundles = bundles;
        this.deployments = deployments;
        this.integrations = integrations;
    }

    BundleOperations(BundleFiles bundles, Deployments deployments, Integrations integrations, UpgradeTests tests) {
        this(bundles, deployments, integrations);
        this.tests = tests;
    }

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                post("deploy receive", "/uploads")
                        .role(Role.ADMIN)
                        .summary("Takes a jar in without deploying it, and shows what it would bring")
                        .takes(Sent.class)
                        .answers(PreviewView.class)
                        .by((caller, sent) -> preview(upload(caller, sent.upload(), sent.from()))),
                get("deploy preview", "/uploads/{upload}")
                        .role(Role.ADMIN)
                        .summary(
                                "Shows what a jar that was sent would bring: bundle, kinds, needs, what it replaces and refreshes, and how saved mapping tests would stand")
                        .takes(Upload.class)
                        .answers(PreviewView.class)
                        .by((caller, upload) -> preview(upload.upload())),
                post("deploy upload", "/deployments/{file}")
                        .role(Role.ADMIN)
                        .summary("Puts a jar into the deploy folder, in the place of the version that is there")
                        .takes(Deploying.class)
                        .answers(Taken.class)
                        .changing((caller, deploying) -> show(deploying.file()))
                        .by(this::deploy),
                get("deploy versions", "/deployments/{file}/versions")
                        .role(Role.VIEWER)
                        .summary("Lists the versions that are kept of a deployed bundle, the newest first")
                        .takes(Versions.class)
                        .lists(VersionView.class)
                        .by((caller, wanted) -> versions(wanted)),
                post("deploy rollback", "/deployments/{file}/rollback")
                        .role(Role.ADMIN)
                        .summary("Puts an earlier version of a bundle back into the deploy folder")
                        .takes(Back.class)
                        .answers(VersionView.class)
                        .changing((caller, back) -> show(back.file()))
                        .by((caller, back) -> rollBack(back)),
                delete("deploy remove", "/deployments/{file}")
                        .role(Role.ADMIN)
                        .summary(
                                "Takes a bundle out of the deploy folder; its configurations and earlier versions stay")
                        .takes(One.class)
                        .answers(Removed.class)
                        .changing((caller, one) -> show(one.file()))
                        .by((caller, one) -> remove(one.file())));
    }

    private DeploymentView show(String file) throws Refused {
        return deployments.all().stream()
                .filter(each -> each.file().equals(file))
                .map(DeploymentView::of)
                .findFirst()
                .orElseThrow(() -> Refused.unknown("file", "there is no " + file + " in the deploy folder"));
    }

    private String upload(Caller caller, @Nullable String upload, @Nullable String from) throws Refused {
        if (upload != null && from == null) {
            return upload;
        }
        if (from == null || upload != null) {
            throw Refused.invalid("upload", "say either 'upload' or 'from', or send the jar itself");
        }
        if (caller.means() != Means.SHELL) {
            throw Refused.forbidden("only the shell of the platform reads files of its machine; send the jar itself");
        }
        try (InputStream content = Files.newInputStream(Path.of(from))) {
            return bundles.receive(content);
        } catch (IOException | InvalidPathException e) {
            throw Refused.invalid("from", "'" + from + "' cannot be read: " + e);
        } catch (Unfit unfit) {
            throw refused(unfit);
        }
    }

    private PreviewView preview(String upload) throws Refused, InterruptedException {
        try {
            Preview preview = bundles.preview(upload);
            List<String> instances = integrations.all().stream()
                    .map(integration -> integration.id().toString())
                    .filter(id -> id.startsWith(preview.integration() + "~"))
                    .toList();
            UpgradeTests present = tests;
            List<UpgradeView> tested = present == null || !preview.problem().isEmpty()
                    ? List.of()
                    : present.with(preview, bundles.file(upload));
            return PreviewView.of(preview, instances, tested);
        } catch (Unfit unfit) {
            throw refused(unfit);
        }
    }

    private Taken deploy(Caller caller, Deploying deploying) throws Refused {
        String upload = upload(caller, deploying.upload(), deploying.from());
        try {
            Preview preview = bundles.preview(upload);
            bundles.deploy(deploying.file(), upload);
            return new Taken(deploying.file(), preview.bundle(), preview.version(), preview.sha256());
        } catch (Unfit unfit) {
            if (deploying.from() != null) {
                bundles.discard(upload);
            }
            throw refused(unfit);
        }
    }

    private Slice<VersionView> versions(Versions wanted) throws Refused {
        try {
            return Paging.map(
                    Paging.of(wanted.limit(), wanted.cursor()).of(bundles.versions(wanted.file())), VersionView::of);
        } catch (Unfit unfit) {
            throw refused(unfit);
        }
    }

    private VersionView rollBack(Back back) throws Refused {
        try {
            return VersionView.of(bundles.rollBack(back.file(), back.version()));
        } catch (Unfit unfit) {
            throw refused(unfit);
        }
    }

    private Removed remove(String file) throws Refused {
        try {
            bundles.remove(file);
            return new Removed(file);
        } catch (Unfit unfit) {
            throw refused(unfit);
        }
    }

    private static Refused refused(Unfit unfit) {
        return switch (unfit.why()) {
            case INVALID -> Refused.invalid("", unfit.getMessage());
            case UNKNOWN -> Refused.unknown(unfit.getMessage());
            case CONFLICT -> Refused.conflict(unfit.getMessage());
            case UNAVAILABLE -> Refused.unavailable(unfit.getMessage());
        };
    }

    record Sent(
            @Help(UPLOAD) @Nullable String upload,
            @Help(FROM) @Nullable String from) {}

    record Upload(@Help("the name of a jar that was sent") String upload) {}

    record Deploying(
            @Help(FILE) String file,
            @Help(UPLOAD) @Nullable String upload,
            @Help(FROM) @Nullable String from) {}

    record One(@Help(FILE) String file) {}

    record Versions(
            @Help(FILE) String file,
            @Help(Paging.LIMIT) @Nullable Integer limit,
            @Help(Paging.CURSOR) @Nullable String cursor) {}

    record Back(
            @Help(FILE) String file,

            @Help("which, or the beginning of its digest; that from before if not said") @Nullable
            String version) {}

    /** A jar that lies in the deploy folder now; deploy-status tells what becomes of it. */
    record Taken(
            @Help("its name in the deploy folder") String file,
            @Help("its symbolic name") String bundle,
            @Help("its version") String version,
            @Help("the digest of it") String sha256) {}

    /** A version that is kept. */
    record VersionView(
            @Help("of the bundle") String version,
            @Help("the digest of its content") String sha256,
            @Help("when it came first") Instant since,

            @Help("whether it is what lies in the deploy folder")
            boolean current) {

        static VersionView of(Kept kept) {
            return new VersionView(kept.version(), kept.sha256(), kept.since(), kept.current());
        }
    }

    /** A file that was taken out. */
    record Removed(@Help("its name in the deploy folder") String file) {}
}
