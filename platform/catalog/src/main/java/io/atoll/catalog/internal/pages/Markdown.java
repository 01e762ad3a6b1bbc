package io.atoll.catalog.internal.pages;

import java.util.regex.Pattern;

/**
 * Shows the common part of Markdown: headings, paragraphs, lists, quotes, code, emphasis and links to the web. There is no HTML and there
 * are no pictures in it: whatever is not understood stays as it was written.
 */
final class Markdown {

    private static final Pattern HEADING = Pattern.compile("(#{1,6})\\s+(.*?)\\s*#*");
    private static final Pattern BULLET = Pattern.compile("\\s{0,8}[-*+]\\s+(.*)");
    private static final Pattern NUMBERED = Pattern.compile("\\s{0,8}\\d{1,9}[.)]\\s+(.*)");
    private static final Pattern QUOTE = Pattern.compile(">\\s?(.*)");
    private static final Pattern INLINE = Pattern.compile(
            "`([^`]{1,500})`|\\*\\*([^*]{1,500})\\*\\*|\\*([^*\\s][^*]{0,500})\\*|\\[([^\\]]{1,500})\\]\\(([^)\\s]{1,2000})\\)");

    private final Html html;
    private String open = "";

    Markdown(Html html) {
        this.html = html;
    }

    /** Adds a whole text. */
    void add(String text) {
        var fenced = false;
        for (var line : text.split("\r?\n", -1)) {
            if (line.startsWith("```")) {
                turn(fenced ? "" : "pre");
                fenced = !fenced;
            } else if (fenced) {
                html.text(line + "\n");
            } else {
                line(line);
            }
        }
        turn("");
    }

    private void line(String line) {
        var heading = HEADING.matcher(line);
        var bullet = BULLET.matcher(line);
        var numbered = NUMBERED.matcher(line);
        var quote = QUOTE.matcher(line);
        if (line.isBlank()) {
            turn("");
        } else if (heading.matches()) {
            turn("");
            var tag = "h" + Math.min(6, heading.group(1).length() + 2);
            html.open(tag);
            inline(heading.group(2));
            html.close(tag);
        } else if (bullet.matches()) {
            item("ul", bullet.group(1));
        } else if (numbered.matches()) {
            item("ol", numbered.group(1));
        } else if (quote.matches()) {
            turn("blockquote");
            inline(quote.group(1) + "\n");
        } else {
            turn("p");
            inline(line + "\n");
        }
    }

    private void item(String list, String text) {
        turn(list);
        html.open("li");
        inline(text);
        html.close("li");
    }

    /** Closes the block that is open and opens another one, unless it is the same. */
    private void turn(String block) {
        if (!open.equals(block)) {
            if (!open.isEmpty()) {
                html.close(open);
            }
            if (!block.isEmpty()) {
                html.open(block);
            }
            open = block;
        }
    }

    private void inline(String text) {
        var found = INLINE.matcher(text);
        var end = 0;
        while (found.find()) {
            html.text(text.substring(end, found.start()));
            end = found.end();
            if (found.group(1) != null) {
                html.element("code", found.group(1));
            } else if (found.group(2) != null) {
                html.element("strong", found.group(2));
            } else if (found.group(3) != null) {
                html.element("em", found.group(3));
            } else if (Values.isWeb(found.group(5))) {
                html.element("a", found.group(4), "href", found.group(5), "rel", "noreferrer noopener");
            } else {
                html.text(found.group());
            }
        }
        html.text(text.substring(end));
    }
}
