package io.atoll.console.gogo.internal;

import io.atoll.pipeline.Deployments;
import java.util.List;
import java.util.Locale;

/**
 * The deploy folder, as {@code atoll:deploy-status -o json} prints it.
 *
 * @param settled whether every file that lay there when the platform started has been dealt with
 * @param files one for each file, in the order of the names
 */
record DeploymentsView(boolean settled, List<FileView> files) {

    static DeploymentsView of(Deployments deployments) {
        boolean settled = deployments.settled();
        return new DeploymentsView(
                settled, deployments.all().stream().map(FileView::of).toList());
    }

    /**
     * One file.
     *
     * @param file its name
     * @param bundle the symbolic name of its bundle; empty where that could not be read
     * @param version of the bundle; empty where that could not be read
     * @param state {@code arriving}, {@code starting}, {@code live}, {@code refused}, {@code failed}, {@code blocked} or
     *     {@code superseded}
     * @param reason why it is not live, and what to do; else empty
     * @param since when it came into this state
     */
    record FileView(String file, String bundle, String version, String state, String reason, String since) {

        static FileView of(Deployments.Deployment deployment) {
            return new FileView(
                    deployment.file(),
                    deployment.bundle(),
                    deployment.version(),
                    deployment.state().name().toLowerCase(Locale.ROOT),
                    deployment.reason(),
                    deployment.since().toString());
        }
    }
}
