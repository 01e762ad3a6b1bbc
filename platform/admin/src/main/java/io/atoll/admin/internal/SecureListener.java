package io.atoll.admin.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Objects;
import org.apache.felix.http.jetty.ConnectorFactory;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves by HTTPS what is served by HTTP, at the framework properties {@code https.host} and {@code https.port}; without the former it does
 * nothing.
 *
 * <p>The platform ends, with exit status 2, if its certificate cannot be used: who asked for it relies on it.
 */
@Component(
        service = {},
        immediate = true)
public final class SecureListener implements ConnectorFactory {

    private static final Logger log = LoggerFactory.getLogger(SecureListener.class);
    private static final String UNUSABLE = "2";

    private final BundleContext context;
    private final @Nullable KeyStore keys;
    private final @Nullable ServiceRegistration<ConnectorFactory> registration;

    /** Reads the certificate. */
    @Activate
    public SecureListener(BundleContext context) {
        this.context = context;
        this.keys = property("https.host").isBlank() ? null : keys();
        this.registration = keys == null ? null : context.registerService(ConnectorFactory.class, this, null);
    }

    /** Ends the service. */
    @Deactivate
    void close() {
        if (registration != null) {
            registration.unregister();
        }
    }

    @Override
    public Connector createConnector(Server server) {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setUriCompliance(UriCompliance.LEGACY);
        configuration.addCustomizer(new SecureRequestCustomizer(false)); // the gate looks at the host
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStore(keys);
        tls.setKeyStorePassword(property("https.keystore").isBlank() ? "" : password());
        ServerConnector connector = new ServerConnector(server, tls, new HttpConnectionFactory(configuration));
        connector.setHost(property("https.host"));
        connector.setPort(Integer.parseInt(property("https.port", "8743")));
        return connector;
    }

    private @Nullable KeyStore keys() {
        Path home = Path.of(property("atoll.home", ""));
        try {
            return property("https.keystore").isBlank()
                    ? Certificate.pem(home.resolve(property("https.certificate")), home.resolve(property("https.key")))
                    : Certificate.keystore(home.resolve(property("https.keystore")), password());
        } catch (IOException e) {
            log.error("HTTPS cannot be served, so the platform stops: {}", e.getMessage());
            end();
            return null;
        }
    }

    /** The password itself, or what {@code env:NAME} or {@code file:/path} names. */
    private String password() {
        String password = property("https.keystore.password");
        if (password.startsWith("env:")) {
            return Objects.requireNonNullElse(System.getenv(password.substring(4)), "");
        }
        try {
            return password.startsWith("file:")
                    ? Files.readString(Path.of(password.substring(5))).strip()
                    : password;
        } catch (IOException e) {
            log.error("the file that https.keystore.password names cannot be read: {}", e.toString());
            return "";
        }
    }

    private void end() {
        System.setProperty("atoll.exit.status", UNUSABLE);
        try {
            context.getBundle(Constants.SYSTEM_BUNDLE_ID).stop();
        } catch (BundleException | IllegalStateException stopping) {
            log.debug("The platform stops already", stopping);
        }
    }

    private String property(String name) {
        return property(name, "");
    }

    private String property(String name, String otherwise) {
        return Objects.requireNonNullElse(context.getProperty(name), otherwise);
    }
}
