package io.atoll.kit.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Whose certificates are trusted. */
final class Trust {

    private Trust() {}

    /** Those of the runtime. */
    static SSLContext usual() {
        return context(new TrustManager[0]);
    }

    /**
     * Those of the runtime, and those in files.
     *
     * @param files with certificates in PEM
     * @throws IllegalArgumentException if a file cannot be read or has no certificate; the message names it
     */
    static SSLContext with(List<Path> files) {
        if (files.isEmpty()) {
            return usual();
        }
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (X509Certificate known : runtime().getAcceptedIssuers()) {
                store.setCertificateEntry("runtime-" + number++, known);
            }
            for (Path file : files) {
                for (Certificate certificate : read(file)) {
                    store.setCertificateEntry("file-" + number++, certificate);
                }
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return context(factory.getTrustManagers());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(
                    "the certificates in " + files + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** All. */
    static SSLContext any() {
        return context(new TrustManager[] {new Gullible()});
    }

    private static List<Certificate> read(Path file) throws GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            List<Certificate> found =
                    List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(in));
            if (found.isEmpty()) {
                throw new IllegalArgumentException("the file " + file + " has no certificate in PEM");
            }
            return found;
        } catch (IOException e) {
            throw new IllegalArgumentException("the certificates in " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static X509TrustManager runtime() throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager certificates) {
                return certificates;
            }
        }
        throw new GeneralSecurityException("the runtime trusts nobody");
    }

    private static SSLContext context(TrustManager[] managers) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.length == 0 ? null : managers, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this runtime has no TLS", e);
        }
    }

    /** Believes everybody. */
    private static final class Gullible implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
