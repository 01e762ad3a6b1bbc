package io.atoll.admin.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collections;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads by what this host proves to be itself: a certificate with its chain, and the key for it. */
final class Certificate {

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private Certificate() {}

    /**
     * Reads two PEM files.
     *
     * @param certificate the certificate, and those of who issued it
     * @param key the key, PKCS #8 and not encrypted
     * @return a store that holds them; its password is empty
     * @throws IOException if a file cannot be read or used; the message names it, and what to do
     */
    static KeyStore pem(Path certificate, Path key) throws IOException {
        java.security.cert.Certificate[] chain = chain(certificate);
        try {
            PublicKey known = chain[0].getPublicKey();
            PrivateKey secret =
                    KeyFactory.getInstance(known.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(der(key)));
            if (!fit(known, secret)) {
                throw new IOException(key + " is not the key of the first certificate in " + certificate);
            }
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("atoll", secret, new char[0], chain);
            return store;
        } catch (GeneralSecurityException e) {
            throw new IOException(key + " cannot be used with " + certificate + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads a keystore.
     *
     * @throws IOException if it cannot be read, the password is wrong, or there is no key in it
     */
    static KeyStore keystore(Path file, String password) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password.toCharArray());
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)) {
                    return store;
                }
            }
            throw new IOException(file + " holds no key");
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " is no keystore that can be used: " + e.getMessage(), e);
        }
    }

    private static java.security.cert.Certificate[] chain(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            var chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(in)
                    .toArray(java.security.cert.Certificate[]::new);
            if (chain.length == 0) {
                throw new IOException(file + " holds no certificate");
            }
            return chain;
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " holds no certificate in PEM form: " + e.getMessage(), e);
        }
    }

    private static byte[] der(Path file) throws IOException {
        Matcher key = KEY.matcher(Files.readString(file, StandardCharsets.US_ASCII));
        if (!key.find()) {
            throw new IOException(
                    file + " must hold '-----BEGIN PRIVATE KEY-----'; make it by: openssl pkcs8 -topk8 -nodes -in "
                            + file.getFileName());
        }
        return Base64.getMimeDecoder().decode(key.group(1));
    }

    private static boolean fit(PublicKey known, PrivateKey secret) throws GeneralSecurityException {
        String algorithm = switch (known.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> known.getAlgorithm();
        };
        byte[] text = {1, 2, 3};
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(secret);
        signature.update(text);
        byte[] signed = signature.sign();
        signature.initVerify(known);
        signature.update(text);
        return signature.verify(signed);
    }
}
