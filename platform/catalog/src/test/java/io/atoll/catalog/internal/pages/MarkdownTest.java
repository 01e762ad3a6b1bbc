package io.atoll.catalog.internal.pages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Markdown as HTML. */
class MarkdownTest {

    @Test
    void showsTheCommonParts() {
        assertThat(
                        shown(
                                "# Title\n\nSome **bold** and *soft* `code`.\n\n- one\n- two\n\n1. first\n\n> said\n\n```\na < b\n```"))
                .contains(
                        "<h3>Title</h3>",
                        "<strong>bold</strong>",
                        "<em>soft</em>",
                        "<code>code</code>",
                        "<ul><li>one</li><li>two</li></ul>",
                        "<ol><li>first</li></ol>",
                        "<blockquote>said\n</blockquote>",
                        "<pre>a &lt; b\n</pre>");
    }

    @Test
    void linksToTheWebOnly() {
        assertThat(shown("[docs](https://example.org/a_b)"))
                .contains("<a href=\"https://example.org/a_b\" rel=\"noreferrer noopener\">docs</a>");
        assertThat(shown("[bad](javascript:alert%281%29)")).doesNotContain("<a ");
    }

    @Test
    void leavesHtmlAsText() {
        assertThat(shown("<script>alert(1)</script>\n\n# <img src=x onerror=alert(1)>\n\n- **<b>**"))
                .doesNotContain("<script", "<img", "<b>")
                .contains("&lt;script&gt;");
    }

    @Test
    void staysWellFormedWhateverIsLeftOpen() {
        for (var text :
                new String[] {"```\nnever closed", "**open *and `more", "- a\n1. b\n> c\n# d", "[a](b", "#######"}) {
            Markup.of(shown(text));
        }
    }

    private static String shown(String text) {
        var html = new Html();
        html.open("div");
        new Markdown(html).add(text);
        return html.close("div").toString();
    }
}
