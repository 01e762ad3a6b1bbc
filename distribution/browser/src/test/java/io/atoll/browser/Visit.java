package io.atoll.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A person at one page after another; notes what no page may do. */
final class Visit implements AutoCloseable {

    /** Judges a page by WCAG 2.2, levels A and AA; gives what is wrong, with the places. */
    private static final String JUDGE = """
            async () => {
              const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
              const result = await axe.run(document, {runOnly: {type: 'tag', values: tags}});
              return result.violations.map(one => one.id + ': ' + one.help + ' at '
                  + one.nodes.map(node => node.target.join(' ') + ' ' + node.html).join(', '));
            }
            """;

    private final Product product;
    private final String axe;
    private final BrowserContext context;
    private final Page page;
    private final List<String> offences = new ArrayList<>();

    /** Signs in by the password, as a person does. */
    Visit(Product product, Chromium chromium, ColorScheme scheme) throws IOException {
        this(product, chromium.axe(), context(chromium, scheme));
        go("/");
        if (page.isVisible("input[name=username]")) {
            page.fill("input[name=username]", "admin");
        }
        page.fill("input[type=password]", product.password());
        page.press("input[type=password]", "Enter");
        page.waitForURL(product.address("/").toString());
    }

    private Visit(Product product, String axe, BrowserContext context) {
        this.product = product;
        this.axe = axe;
        this.context = context;
        context.onPage(this::watch);
        this.page = context.newPage();
    }

    /** Somebody who has not signed in yet. */
    static Visit stranger(Product product, Chromium chromium, ColorScheme scheme) {
        return new Visit(product, chromium.axe(), context(chromium, scheme));
    }

    private static BrowserContext context(Chromium chromium, ColorScheme scheme) {
        var context = chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setColorScheme(scheme)
                        .setBypassCSP(false)
                        .setViewportSize(1280, 800));
        context.setDefaultTimeout(60_000);
        context.setDefaultNavigationTimeout(60_000);
        return context;
    }

    private void watch(Page opened) {
        String own = product.address("/").toString();
        opened.onRequest(request -> {
            if (!request.url().startsWith(own) && !request.url().startsWith("data:")) {
                offences.add(opened.url() + " asks " + request.url());
            }
        });
        opened.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                offences.add(opened.url() + " says " + message.text());
            }
        });
        opened.onPageError(error -> offences.add(opened.url() + " fails with " + error));
    }

    Page page() {
        return page;
    }

    /** Opens an address of the product; gives the status. */
    int go(String path) {
        return page.navigate(product.address(path).toString()).status();
    }

    /** Follows the link of a name. */
    void follow(String link) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link).setExact(true))
                .click();
    }

    /** Presses the button whose name has these words in it. */
    void press(String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button))
                .click();
    }

    /** Where the page of a run says how the run stands. */
    Locator status() {
        return status(page);
    }

    /** The same, of a page that the first one has opened. */
    static Locator status(Page opened) {
        return opened.locator(".facts [role=status]");
    }

    /** What is wrong with the page as it stands. */
    List<?> faults() {
        return faults(page);
    }

    /** What is wrong with a page that the first one has opened, as it stands. */
    List<?> faults(Page opened) {
        opened.evaluate(axe);
        return (List<?>) opened.evaluate(JUDGE);
    }

    /** The addresses that the links of the page lead to, within the product. */
    List<String> links() {
        var links = new ArrayList<String>();
        for (Object href : (List<?>) page.evaluate("() => [...document.links].map(link => link.href)")) {
            URI address = URI.create(String.valueOf(href)).normalize();
            if (product.address("/").getAuthority().equals(address.getAuthority())) {
                String query = address.getRawQuery();
                links.add(address.getRawPath() + (query == null ? "" : "?" + query));
            }
        }
        return links;
    }

    /** Requests to others, errors of scripts and whatever the security policy had to stop, since the visit began. */
    List<String> offences() {
        return List.copyOf(offences);
    }

    /**
     * What has the focus.
     *
     * @param tag in capitals; {@code BODY} if nothing has it
     * @param href where it leads to, as written; empty if it is no link
     * @param seen whether it takes room on the page
     * @param marked whether the eye can tell that it has the focus
     */
    record Focus(String tag, String href, boolean seen, boolean marked) {}

    Focus focus() {
        var found = (Map<?, ?>) page.evaluate("""
                () => {
                  const one = document.activeElement, box = one.getBoundingClientRect(), style = getComputedStyle(one);
                  return {tag: one.tagName, href: one.getAttribute('href') || '', seen: box.width > 0 && box.height > 0,
                      marked: style.outlineStyle !== 'none' || style.boxShadow !== 'none'};
                }
                """);
        return new Focus(
                String.valueOf(found.get("tag")),
                String.valueOf(found.get("href")),
                Boolean.TRUE.equals(found.get("seen")),
                Boolean.TRUE.equals(found.get("marked")));
    }

    @Override
    public void close() {
        context.close();
    }
}
