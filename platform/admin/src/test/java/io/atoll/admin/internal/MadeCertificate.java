package io.atoll.admin.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/**
 * A certificate of localhost that the JDK's keytool made, as a keystore and as PEM files.
 *
 * @param keystore holds both; its password is {@value #PASSWORD}
 * @param certificate the certificate
 * @param key its key
 */
public record MadeCertificate(Path keystore, Path certificate, Path key) {

    public static final String PASSWORD = "changeit";

    /** Makes one in a folder. */
    public static MadeCertificate in(Path folder, String algorithm) throws Exception {
        Path keystore = folder.resolve(algorithm + ".p12");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "it",
                "-keyalg",
                algorithm,
                "-validity",
                "2",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost,ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                keystore.toString(),
                "-storepass",
                PASSWORD));
        Process keytool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool").toFile())
                .start();
        assertThat(keytool.waitFor())
                .as(Files.readString(folder.resolve("keytool")))
                .isZero();
        KeyStore store = KeyStore.getInstance(keystore.toFile(), PASSWORD.toCharArray());
        return new MadeCertificate(
                keystore,
                pem(
                        folder.resolve(algorithm + ".crt"),
                        "CERTIFICATE",
                        store.getCertificate("it").getEncoded()),
                pem(
                        folder.resolve(algorithm + ".key"),
                        "PRIVATE KEY",
                        Objects.requireNonNull(store.getKey("it", PASSWORD.toCharArray()))
                                .getEncoded()));
    }

    private static Path pem(Path file, String type, byte[] content) throws Exception {
        return Files.writeString(
                file,
                "-----BEGIN " + type + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END "
                        + type + "-----\n");
    }
}
