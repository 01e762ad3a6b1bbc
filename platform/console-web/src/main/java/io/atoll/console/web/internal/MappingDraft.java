package io.atoll.console.web.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What stands in the form of the mapping editor.
 *
 * @param mapping as YAML or JSON
 * @param record the raw record, as JSON; blank if there is none
 * @param resource kind and position, such as {@code issue-0}; blank if none is chosen
 * @param seen the version of the mapping that the visitor has seen
 * @param name of a test that is to be saved
 */
record MappingDraft(String mapping, String record, String resource, String seen, String name) {

    /** What was sent. */
    static MappingDraft sent(Query form) {
        return new MappingDraft(
                text(form, MappingEditor.MAPPING),
                text(form, MappingEditor.RECORD),
                text(form, MappingEditor.RESOURCE),
                text(form, OperationForm.SEEN),
                text(form, MappingEditor.NAME));
    }

    private static String text(Query form, String field) {
        return form.all(field).stream().findFirst().orElse("").replace("\r\n", "\n");
    }

    MappingDraft seeing(String version) {
        return new MappingDraft(mapping, record, resource, version, name);
    }

    /** The kind of a resource, such as {@code issue} of {@code issue-0}. */
    static String kind(String resource) {
        return resource.replaceFirst("-[0-9]+$", "");
    }

    /** The names of the resources of a mapping. */
    static List<String> resources(JsonNode mapping) {
        JsonNode resources = mapping.path("resources");
        return IntStream.range(0, resources.size())
                .mapToObj(index -> resources.path(index).path("kind").asText() + "-" + index)
                .toList();
    }
}
