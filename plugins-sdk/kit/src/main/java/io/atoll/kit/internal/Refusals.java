package io.atoll.kit.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.atoll.kit.http.Refused;
import io.atoll.spi.IntegrationException;
import io.atoll.spi.IntegrationException.Misconfigured;
import io.atoll.spi.IntegrationException.Unauthorized;
import io.atoll.spi.IntegrationException.Unavailable;
import io.atoll.spi.IntegrationException.Unexpected;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.jspecify.annotations.Nullable;

/** What failed calls are told as: what was asked, what came, what to do. */
final class Refusals {

    private static final int LONGEST_REASON = 300;

    private Refusals() {}

    /** A status that is not of the 2xx. */
    static IntegrationException of(String what, int status, String reason, @Nullable Duration retryAfter) {
        String told = reason.replaceFirst("[.\\s]+$", "");
        String answered = what + " was answered with " + status + (told.isEmpty() ? "" : ": " + told);
        var refused = new Refused(status);
        return switch (status) {
            case 401 ->
                new Unauthorized(
                        answered + ". The credentials are not accepted: check them, or make new ones", refused);
            case 403, 407 ->
                new Unauthorized(answered + ". The credentials lack a right that this needs: give it to them", refused);
            case 408, 425, 429, 500, 502, 503, 504 ->
                new Unavailable(
                        answered
                                + (status == 429
                                        ? ". There were too many calls: it is called again later"
                                        : ". It is asked again later"),
                        retryAfter,
                        refused);
            case 404, 410 ->
                new Unexpected(
                        answered + ". There is nothing at this address: check the server's address, and"
                                + " whether the credentials may see it",
                        refused);
            default ->
                status >= 500
                        ? new Unavailable(answered + ". It is asked again later", retryAfter, refused)
                        : status / 100 == 3
                                ? new Unexpected(
                                        answered + ", which leads elsewhere. Check the server's address", refused)
                                : new Unexpected(
                                        answered
                                                + ". The server does not accept the request: check the configuration and the selector",
                                        refused);
        };
    }

    /** No answer. */
    static IntegrationException of(String what, IOException failure, int attempts) {
        String tried = what + " got no answer" + (attempts == 1 ? "" : " in " + attempts + " attempts") + ": ";
        if (failure instanceof Egress.Refused) {
            return new Misconfigured(what + " was not sent: " + failure.getMessage(), failure);
        }
        if (failure instanceof Unrepeatable other) {
            return other.configuration()
                    ? new Misconfigured(what + ": " + other.getMessage(), failure)
                    : new Unexpected(what + ": " + other.getMessage(), failure);
        }
        if (failure instanceof JsonBody.BreaksOff) {
            return new Unexpected(
                    what + ": " + failure.getMessage()
                            + (attempts == 1 ? "" : ", also when it was asked for again")
                            + ". The answer breaks off: check the server, and what is between",
                    failure);
        }
        if (failure instanceof UnknownHostException) {
            return new Unavailable(
                    tried + "the host " + String.valueOf(failure.getMessage()).replaceFirst(":.*", "")
                            + " is not known; check the address and the DNS",
                    failure);
        }
        if (untrusted(failure)) {
            return new Misconfigured(
                    tried + "the server's certificate is not trusted: " + words(failure)
                            + "; name a file with the certificate of who signed it",
                    failure);
        }
        return new Unavailable(tried + words(failure), failure);
    }

    /** Whether a request certainly had no effect. */
    static boolean neverSent(IOException failure) {
        return failure instanceof HttpHostConnectException
                || failure instanceof ConnectTimeoutException
                || failure instanceof ConnectException
                || failure instanceof NoRouteToHostException
                || failure instanceof UnknownHostException;
    }

    /** Whether sending again may help. */
    static boolean passing(IOException failure) {
        return !(failure instanceof Unrepeatable) && !(failure instanceof Egress.Refused) && !untrusted(failure);
    }

    private static boolean untrusted(IOException failure) {
        if (failure instanceof SSLPeerUnverifiedException) {
            return true;
        }
        if (!(failure instanceof SSLException)) {
            return false;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException || cause instanceof CertPathBuilderException) {
                return true;
            }
        }
        return false;
    }

    /** What the body of a refusal says, in a line. */
    static String reason(Received received) {
        String text = received.reason().strip();
        if (text.isEmpty() || text.startsWith("<")) {
            return "";
        }
        Optional<String> told = Optional.empty();
        if (text.startsWith("{") || text.startsWith("[")) {
            try {
                told = told(JsonBody.JSON.readTree(text));
            } catch (IOException e) {
                // it is shown as it is
            }
        }
        String line = told.orElse(text).replaceAll("\\s+", " ");
        return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + "…";
    }

    private static Optional<String> told(JsonNode body) {
        for (String field : List.of(
                "message",
                "error_description",
                "errorMessages",
                "ErrorMessage",
                "errors",
                "error",
                "detail",
                "title",
                "msg",
                "Message")) {
            JsonNode value = body.path(field);
            if (value.isTextual()) {
                return Optional.of(value.asText());
            }
            if (value.isArray() && !value.isEmpty()) {
                return Optional.of(StreamSupport.stream(value.spliterator(), false)
                        .map(one -> one.isTextual()
                                ? one.asText()
                                : one.path("message").asText(one.toString()))
                        .collect(Collectors.joining("; ")));
            }
            if (value.isObject()) {
                Optional<String> inner = told(value);
                if (inner.isPresent()) {
                    return inner;
                }
            }
        }
        return Optional.empty();
    }

    private static String words(IOException failure) {
        String message = failure.getMessage();
        if (failure instanceof SocketTimeoutException) {
            return "it took too long";
        }
        String type = failure.getClass().getSimpleName();
        return message == null || message.isBlank() ? type : message + " (" + type + ")";
    }
}
