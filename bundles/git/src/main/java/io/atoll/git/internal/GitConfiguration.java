package io.atoll.git.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration of one instance, as people write it. */
@ObjectClassDefinition(
        name = "Git",
        description =
                "Reads git repositories: local folders and remote addresses. Give at least one of paths and urls.")
@interface GitConfiguration {

    /** The factory PID of an instance. */
    String PID = "io.atoll.git";

    @AttributeDefinition(
            name = "Local repositories",
            required = false,
            description = "Absolute folders, each a repository (with a working tree, bare, or a linked worktree)."
                    + " A folder that ends in /* stands for every repository directly below it."
                    + " A repository is called like its folder; write name=/folder to call it otherwise.")
    String[] paths() default {};

    @AttributeDefinition(
            name = "Remote repositories",
            required = false,
            description =
                    "Addresses with https://, http://, git:// or file://, each copied to the data folder at first and updated"
                            + " in every run. A repository is called like the last part of its address without .git;"
                            + " write name=https://... to call it otherwise.")
    String[] urls() default {};

    @AttributeDefinition(
            name = "User name",
            required = false,
            description =
                    "The user name that goes with the token. Most hosts accept any, Bitbucket wants x-token-auth.")
    String username() default "git";

    @AttributeDefinition(
            name = "Token",
            required = false,
            type = AttributeType.PASSWORD,
            description =
                    "A token or password with the right to read the remote repositories. It is sent over https only"
                            + " (and over http to this machine), and only to the hosts that urls names.")
    String _token() default "";

    @AttributeDefinition(
            name = "Timeout",
            required = false,
            min = "1",
            description = "How long to wait for a remote repository to connect or to send something, in seconds.")
    int timeoutSeconds() default 60;

    @AttributeDefinition(
            name = "Greatest file",
            required = false,
            min = "1",
            description = "Files with more bytes are described without their content.")
    int maxFileBytes() default 1_048_576;
}
