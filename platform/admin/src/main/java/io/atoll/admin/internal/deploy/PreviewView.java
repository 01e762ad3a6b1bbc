package io.atoll.admin.internal.deploy;

import io.atoll.admin.internal.mapping.UpgradeView;
import io.atoll.operation.Help;
import io.atoll.pipeline.BundleFiles.Import;
import io.atoll.pipeline.BundleFiles.Preview;
import java.util.List;
import java.util.Optional;

/** What a jar would bring. */
record PreviewView(
        @Help("the name under which it waits, for an hour") String upload,

        @Help("in bytes") long size,
        @Help("the digest of it") String sha256,

        @Help("its symbolic name; empty where that cannot be read")
        String bundle,

        @Help("its version; empty where that cannot be read")
        String version,

        @Help("why it would be refused, and what to do; empty if nothing speaks against it")
        String problem,

        @Help("the type that it integrates; empty if none") String integration,

        @Help("the kinds that it reads; * for all") List<String> kinds,
        @Help("the services that it registers") List<String> offers,
        @Help("the packages that it needs") List<ImportView> imports,
        @Help("what else it needs") List<String> requires,

        @Help("the file that has a version of it now") Optional<String> replaces,

        @Help("the version that is there now") Optional<String> replaced,

        @Help("the bundles that use packages of it and are deployed anew")
        List<String> refreshed,

        @Help("the configured instances that it would serve")
        List<String> instances,

        @Help("how the saved mapping tests of each of them would stand; one that fails forbids nothing")
        List<UpgradeView> tests) {

    static PreviewView of(Preview preview, List<String> instances, List<UpgradeView> tests) {
        return new PreviewView(
                preview.upload(),
                preview.size(),
                preview.sha256(),
                preview.bundle(),
                preview.version(),
                preview.problem(),
                preview.integration(),
                preview.kinds(),
                preview.offers(),
                preview.imports().stream().map(ImportView::of).toList(),
                preview.requires(),
                preview.replaces(),
                preview.replaced(),
                preview.refreshed(),
                instances,
                tests);
    }

    /** A package that a bundle needs. */
    record ImportView(
            @Help("its name") String name,
            @Help("the versions; empty for any") String range,
            @Help("whether something exports it now") boolean there) {

        static ImportView of(Import needed) {
            return new ImportView(needed.name(), needed.range(), needed.there());
        }
    }
}
