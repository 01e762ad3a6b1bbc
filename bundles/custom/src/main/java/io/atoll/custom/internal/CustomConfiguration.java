package io.atoll.custom.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The configuration of one instance, as people write it. */
@ObjectClassDefinition(
        name = "Custom",
        description = "Reads any HTTP API that answers with JSON. A kind is the path of an endpoint below baseUrl.")
@interface CustomConfiguration {

    /** The factory PID of an instance. */
    String PID = "io.atoll.custom";

    @AttributeDefinition(
            name = "Address",
            description = "What all endpoints are below, such as https://api.example.com.")
    String baseUrl();

    @AttributeDefinition(
            name = "Authentication",
            required = false,
            options = {@Option("none"), @Option("bearer_token"), @Option("basic"), @Option("api_key"), @Option("custom")
            },
            description = "How the API knows who is calling.")
    String authType() default "none";

    @AttributeDefinition(
            name = "Bearer token",
            required = false,
            type = AttributeType.PASSWORD,
            description = "For authType bearer_token.")
    String _apiToken() default "";

    @AttributeDefinition(name = "User name", required = false, description = "For authType basic.")
    String username() default "";

    @AttributeDefinition(
            name = "Password",
            required = false,
            type = AttributeType.PASSWORD,
            description = "For authType basic.")
    String _password() default "";

    @AttributeDefinition(
            name = "API key",
            required = false,
            type = AttributeType.PASSWORD,
            description = "For authType api_key.")
    String _apiKey() default "";

    @AttributeDefinition(
            name = "Header of the API key",
            required = false,
            description = "In which header the API key is sent.")
    String apiKeyHeader() default "X-API-Key";

    @AttributeDefinition(
            name = "Request for a token",
            required = false,
            type = AttributeType.PASSWORD,
            description = "For authType custom, as JSON: endpoint, and if need be method, headers, body or bodyForm,"
                    + " queryParams and reauthenticateIntervalSeconds.")
    String _customAuthRequest() default "";

    @AttributeDefinition(
            name = "Use of the token",
            required = false,
            description = "For authType custom, as JSON: headers, queryParams or body of each request, in which"
                    + " {{.access_token}} stands for what the answer to the request for a token has there.")
    String customAuthRequestTemplate() default "";

    @AttributeDefinition(
            name = "More headers",
            required = false,
            type = AttributeType.PASSWORD,
            description = "As JSON: headers that are sent with each request; ${NAME} stands for a variable of the"
                    + " environment.")
    String _customHeaders() default "";

    @AttributeDefinition(
            name = "Paging",
            required = false,
            options = {
                @Option("none"),
                @Option("offset"),
                @Option("page"),
                @Option("cursor"),
                @Option("next_link"),
                @Option("header_link"),
                @Option("after"),
                @Option("range")
            },
            description = "How lists go on, unless the selector of a resource says something else.")
    String paginationType() default "none";

    @AttributeDefinition(
            name = "Size of a page",
            required = false,
            min = "1",
            description = "How many items a page is asked to have.")
    int pageSize() default 100;

    @AttributeDefinition(
            name = "Parameter of the page",
            required = false,
            description =
                    "The query parameter with the page, offset or cursor; for a cursor in the body its path there."
                            + " If it is left out: page, offset, cursor or after.")
    String paginationParam() default "";

    @AttributeDefinition(
            name = "Parameter of the size",
            required = false,
            description = "The query parameter with the size of a page. If it is left out: size for pages, limit for"
                    + " offsets and cursors, none for links.")
    String sizeParam() default "";

    @AttributeDefinition(name = "First page", required = false, description = "The number of the first page.")
    int startPage() default 1;

    @AttributeDefinition(
            name = "Place of the cursor",
            required = false,
            description = "Where an answer has the cursor of the next page, such as meta.after_cursor; for paging"
                    + " after the last item, where an item has its key.")
    String cursorPath() default "";

    @AttributeDefinition(
            name = "Header of the cursor",
            required = false,
            description = "The header of an answer that has the cursor, in place of cursorPath.")
    String cursorHeader() default "";

    @AttributeDefinition(
            name = "Way of the cursor",
            required = false,
            options = {@Option("query"), @Option("alone"), @Option("body")},
            description = "How a cursor is sent: in the query, there without any other parameter, or in the JSON body.")
    String cursorIn() default "query";

    @AttributeDefinition(
            name = "Place of more",
            required = false,
            description = "Where an answer tells that there are more pages, such as meta.has_more.")
    String hasMorePath() default "";

    @AttributeDefinition(
            name = "Header of more",
            required = false,
            description = "The header of an answer that tells by 'true' that there are more pages.")
    String hasMoreHeader() default "";

    @AttributeDefinition(
            name = "Place of last",
            required = false,
            description = "Where an answer tells that it is the last page, such as data.last.")
    String lastPagePath() default "";

    @AttributeDefinition(
            name = "Place of the next address",
            required = false,
            description = "Where an answer has the address of the next page, such as links.next.")
    String nextLinkPath() default "@odata.nextLink";

    @AttributeDefinition(
            name = "Relation of the link",
            required = false,
            description = "The relation of the next page in the header Link.")
    String headerLinkRel() default "next";

    @AttributeDefinition(
            name = "Attribute of the link",
            required = false,
            description = "Follows a link only if it has this attribute, such as results=true.")
    String headerLinkAttribute() default "";

    @AttributeDefinition(
            name = "Place of the total",
            required = false,
            description = "Where an answer tells how many items the list has. It is held against what came.")
    String totalPath() default "";

    @AttributeDefinition(
            name = "Header of the total",
            required = false,
            description = "The header of an answer that tells how many items the list has.")
    String totalHeader() default "";

    @AttributeDefinition(
            name = "Place of the number of pages",
            required = false,
            description = "Where an answer tells how many pages the list has.")
    String pageCountPath() default "";

    @AttributeDefinition(
            name = "Range",
            required = false,
            description = "For paging by range: the value of the parameter, with {from}, {to} or {last}.")
    String rangeTemplate() default "{from}-{last}";

    @AttributeDefinition(
            name = "Timeout",
            required = false,
            min = "1",
            description = "How long a request and its whole answer may take, in seconds. A request that failed is"
                    + " repeated.")
    int timeout() default 120;

    @AttributeDefinition(
            name = "Verify certificates",
            required = false,
            description = "Whether the certificate of the server is verified. If not, whoever is on the way can read"
                    + " everything: name its certificate in certificates instead.")
    boolean verifySsl() default true;

    @AttributeDefinition(
            name = "Certificates",
            required = false,
            description = "A file with certificates (PEM) that are trusted beside those of the Java runtime.")
    String certificates() default "";

    @AttributeDefinition(
            name = "Concurrent requests",
            required = false,
            min = "1",
            description = "How many requests may be under way at once.")
    int maxConcurrentRequests() default 10;

    @AttributeDefinition(
            name = "Requests per minute",
            required = false,
            min = "0",
            description =
                    "How many requests may begin within any minute, for an API that does not tell by its answers what"
                            + " is left; 0 for no limit.")
    int requestsPerMinute() default 0;

    @AttributeDefinition(
            name = "Allowed addresses",
            required = false,
            description = "Addresses that are not public and may be connected to, such as 10.0.0.0/8. The address that"
                    + " baseUrl itself is written with, and this machine if it is written as localhost, need not be"
                    + " named.")
    String[] allowedAddresses() default {};

    @AttributeDefinition(
            name = "Endpoint for checks",
            required = false,
            description = "A cheap endpoint that needs the credentials, for checks of the connection.")
    String checkEndpoint() default "";
}
