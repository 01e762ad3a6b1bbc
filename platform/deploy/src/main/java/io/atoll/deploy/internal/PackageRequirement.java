package io.atoll.deploy.internal;

import java.util.Map;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.resource.Requirement;
import org.osgi.resource.Resource;

/** The question for every exporter of a package, whatever the version. */
record PackageRequirement(String name) implements Requirement {

    @Override
    public String getNamespace() {
        return PackageNamespace.PACKAGE_NAMESPACE;
    }

    @Override
    public Map<String, String> getDirectives() {
        return Map.of(Constants.FILTER_DIRECTIVE, "(" + PackageNamespace.PACKAGE_NAMESPACE + "=" + name + ")");
    }

    @Override
    public Map<String, Object> getAttributes() {
        return Map.of();
    }

    /** Asked by nobody: the question comes from no bundle. */
    @Override
    @SuppressWarnings("NullAway") // the framework's interface knows a question without a resource
    public Resource getResource() {
        return null;
    }
}
