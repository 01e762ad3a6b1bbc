package io.atoll.console.gogo.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What somebody has said after the name of a command.
 *
 * @param input of the operation
 * @param form of the output
 * @param limit how many items at most
 * @param cursor where a list goes on
 * @param all whether all items are wanted
 * @param follow whether to follow the run that begins
 * @param help whether only help is wanted
 */
record Said(
        ObjectNode input,
        Form form,
        OptionalLong limit,
        Optional<String> cursor,
        boolean all,
        boolean follow,
        boolean help) {}
