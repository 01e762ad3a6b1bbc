package io.atoll.health.internal.log;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads which levels a configuration of logback gives to loggers. */
final class LevelsOfFile {

    private static final Pattern COMMENT = Pattern.compile("<!--.*?-->", Pattern.DOTALL);
    private static final Pattern ELEMENT = Pattern.compile("<(root|logger)\\b([^>]*)>");
    private static final Pattern ATTRIBUTE = Pattern.compile("\\b(name|level)\\s*=\\s*[\"']([^\"']*)[\"']");

    private LevelsOfFile() {}

    static Map<String, String> read(String text) {
        var levels = new TreeMap<String, String>();
        Matcher element = ELEMENT.matcher(COMMENT.matcher(text).replaceAll(""));
        while (element.find()) {
            var attributes = new TreeMap<String, String>();
            Matcher attribute = ATTRIBUTE.matcher(element.group(2));
            while (attribute.find()) {
                attributes.put(attribute.group(1), attribute.group(2));
            }
            String name = element.group(1).equals("root") ? Levels.ROOT : attributes.getOrDefault("name", "");
            if (!name.isEmpty() && attributes.containsKey("level")) {
                levels.put(name, attributes.getOrDefault("level", ""));
            }
        }
        return levels;
    }
}
