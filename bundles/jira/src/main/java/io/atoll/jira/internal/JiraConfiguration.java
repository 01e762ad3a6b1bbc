package io.atoll.jira.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration of one instance, as people write it. */
@ObjectClassDefinition(
        name = "Jira",
        description = "Reads a site of Jira Cloud. Give its address, and the e-mail address and API token of a user.")
@interface JiraConfiguration {

    /** The factory PID of an instance. */
    String PID = "io.atoll.jira";

    @AttributeDefinition(
            name = "Address",
            description =
                    "Where Jira is: https://example.atlassian.net, or https://api.atlassian.com/ex/jira/<cloud id>,"
                            + " which tokens with scopes need.")
    String jiraHost();

    @AttributeDefinition(
            name = "User",
            required = false,
            description =
                    "The e-mail address of the user whose API token it is. Without it the token is an access token"
                            + " of OAuth.")
    String atlassianUserEmail() default "";

    @AttributeDefinition(
            name = "Token",
            required = false,
            type = AttributeType.PASSWORD,
            description =
                    "The API token of the user, from https://id.atlassian.com/manage-profile/security/api-tokens.")
    String _atlassianUserToken() default "";

    @AttributeDefinition(
            name = "Organization",
            required = false,
            description = "The id of the organization whose teams are read. Without it no teams are read.")
    String atlassianOrganizationId() default "";

    @AttributeDefinition(
            name = "OAuth client",
            required = false,
            description =
                    "The id of the OAuth credentials of a service account, or of an app of OAuth, in place of user and"
                            + " token.")
    String oauthClientId() default "";

    @AttributeDefinition(
            name = "OAuth secret",
            required = false,
            type = AttributeType.PASSWORD,
            description = "The secret of the OAuth credentials.")
    String _oauthClientSecret() default "";

    @AttributeDefinition(
            name = "OAuth refresh token",
            required = false,
            type = AttributeType.PASSWORD,
            description =
                    "A refresh token that an app of OAuth was given for a user, with the id and the secret of the app as OAuth"
                            + " client and OAuth secret. Those that follow from it are kept by the platform.")
    String _oauthRefreshToken() default "";

    @AttributeDefinition(
            name = "OAuth token file",
            required = false,
            description = "A file with an access token of OAuth and nothing else, in place of user and token. Somebody"
                    + " else keeps it valid; it is read again when it changes.")
    String oauthTokenFile() default "";

    @AttributeDefinition(
            name = "Public address",
            required = false,
            description =
                    "Where Jira reaches this platform, such as https://atoll.example.com. With it a webhook is made"
                            + " in Jira; the user has to be an administrator of Jira for that.")
    String appHost() default "";

    @AttributeDefinition(
            name = "Webhook secret",
            required = false,
            type = AttributeType.PASSWORD,
            description =
                    "With what Jira signs its webhooks. Needed for a webhook that was made by hand, and with OAuth,"
                            + " where it is the client secret of the app. Otherwise one is derived from the token.")
    String _webhookSecret() default "";
}
