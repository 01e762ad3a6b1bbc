package io.atoll.git.internal;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Objects;
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.URIish;

/** A user name with its secret. It prints without the secret. */
final class Token {

    private final String username;
    private final String secret;

    /**
     * Takes both as they were configured.
     *
     * @param secret empty if there is none
     */
    Token(String username, String secret) {
        this.username = username;
        this.secret = secret;
    }

    /**
     * Gives the credentials to the host of an address and to no other, in particular not to where it redirects; and only where nobody
     * can listen: over https, or within this machine.
     */
    CredentialsProvider credentialsFor(URIish address) {
        return new HostCredentials(address);
    }

    @Override
    public String toString() {
        return secret.isEmpty() ? "no token" : "token of " + username;
    }

    private final class HostCredentials extends CredentialsProvider {

        private final URIish address;

        HostCredentials(URIish address) {
            this.address = address;
        }

        @Override
        public boolean isInteractive() {
            return false;
        }

        @Override
        public boolean supports(CredentialItem... items) {
            for (CredentialItem item : items) {
                if (!(item instanceof CredentialItem.Username) && !(item instanceof CredentialItem.Password)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public boolean get(URIish asking, CredentialItem... items) {
            if (secret.isEmpty() || !sameHost(asking) || !confidential(asking) || !supports(items)) {
                return false;
            }
            for (CredentialItem item : items) {
                if (item instanceof CredentialItem.Username name) {
                    name.setValue(username);
                } else if (item instanceof CredentialItem.Password password) {
                    password.setValue(secret.toCharArray());
                }
            }
            return true;
        }

        private boolean sameHost(URIish asking) {
            return Objects.equals(asking.getHost(), address.getHost())
                    && Objects.equals(asking.getScheme(), address.getScheme())
                    && asking.getPort() == address.getPort();
        }

        private static boolean confidential(URIish asking) {
            if ("https".equals(asking.getScheme())) {
                return true;
            }
            try {
                return InetAddress.getByName(asking.getHost()).isLoopbackAddress();
            } catch (UnknownHostException e) {
                return false; // nobody to send it to
            }
        }
    }
}
