package io.atoll.apply.internal.client;

import io.atoll.pipeline.Catalog.CatalogException;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * A catalog, and the credentials for it.
 *
 * @param baseUrl an http or https address that holds neither user, query nor fragment, and ends without {@code /}
 * @param clientId the id of the credentials
 * @param clientSecret the secret of the credentials
 */
public record Target(URI baseUrl, String clientId, String clientSecret) {

    /**
     * Reads an address as people write it; a trailing {@code /} or {@code /v1} does not matter.
     *
     * @throws CatalogException if it is none, or the credentials are not given
     */
    public static Target of(String baseUrl, String clientId, String clientSecret) throws CatalogException {
        URI uri = address(baseUrl.strip().replaceFirst("/+$", "").replaceFirst("/v1$", ""));
        if (clientId.isBlank() || clientSecret.isBlank()) {
            throw new CatalogException(
                    "no credentials are configured for the catalog at " + uri + ": set client id and client secret in "
                            + ApplyConfig.PID,
                    null);
        }
        return new Target(uri, clientId, clientSecret);
    }

    private static URI address(String text) throws CatalogException {
        try {
            URI uri = new URI(text);
            boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (http
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // told below, without the text: it may hold a password
        }
        throw new CatalogException(
                "baseUrl of " + ApplyConfig.PID
                        + " is not an address of the form https://host, without user, query and fragment",
                null);
    }

    @Override
    public String toString() {
        return baseUrl.toString();
    }
}
