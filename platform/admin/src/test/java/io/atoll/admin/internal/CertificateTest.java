package io.atoll.admin.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void isReadFromPemFilesAndKeystores(String algorithm) throws Exception {
        MadeCertificate made = MadeCertificate.in(folder, algorithm);

        assertThat(Certificate.pem(made.certificate(), made.key()).size()).isEqualTo(1);
        assertThat(Certificate.keystore(made.keystore(), MadeCertificate.PASSWORD)
                        .size())
                .isEqualTo(1);
    }

    @Test
    void isNotUsedWithTheKeyOfAnotherOne() throws Exception {
        MadeCertificate made = MadeCertificate.in(folder, "RSA");
        Path other = MadeCertificate.in(Files.createDirectory(folder.resolve("other")), "RSA")
                .key();

        assertThatThrownBy(() -> Certificate.pem(made.certificate(), other))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not the key of");
    }

    @Test
    void saysWhatIsWrongWithItsFiles() throws Exception {
        MadeCertificate made = MadeCertificate.in(folder, "EC");
        Path text = Files.writeString(folder.resolve("text"), "-----BEGIN EC PRIVATE KEY-----\n");

        assertThatThrownBy(() -> Certificate.pem(made.certificate(), text)).hasMessageContaining("openssl pkcs8");
        assertThatThrownBy(() -> Certificate.pem(text, made.key()))
                .hasMessageContaining(text + " holds no certificate");
        assertThatThrownBy(() -> Certificate.keystore(made.keystore(), "wrong")).hasMessageContaining("password");
        assertThatThrownBy(() -> Certificate.keystore(text, "")).isInstanceOf(IOException.class);
    }
}
