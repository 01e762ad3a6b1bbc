package io.atoll.access;

import java.net.URI;
import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/** Makes links that let their bearer in once, without a password. */
@ProviderType
public interface LoginLinks {

    /**
     * Makes a link. Opening it shows a page with one button; pressing that button uses the link up.
     *
     * @param validity how long the link works: positive, at most an hour
     * @return an absolute address that holds a secret: to be shown to the person who shall come in, neither logged nor kept
     * @throws IllegalArgumentException if the validity is out of range
     */
    URI issue(Duration validity);
}
