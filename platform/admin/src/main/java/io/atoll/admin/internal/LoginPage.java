package io.atoll.admin.internal;

/** The HTML of the login page. */
final class LoginPage {

    private LoginPage() {}

    /** The form for the password, below a message if there is one. */
    static String password(String message, Destination next) {
        String notice = message.isEmpty() ? "" : "<p role=\"alert\">" + escape(message) + "</p>";
        return page(
                "Sign in",
                notice
                        + form("""
                                <label for="username">User</label>
                                <input type="text" id="username" name="username" value="admin" autocomplete="username" autocapitalize="none" spellcheck="false" required>
                                <label for="password">Password</label>
                                <input type="password" id="password" name="password" autocomplete="current-password" required autofocus>
                                <button>Sign in</button>
                                """, next)
                        + "<p class=\"hint\">The first password of admin is in the file <code>admin-password</code> of the data folder.</p>");
    }

    /** The button that uses a ticket up. */
    static String ticket(String ticket, Destination next) {
        return page(
                "Welcome",
                "<p>This link lets you in once, without a password.</p>"
                        + form(
                                "<input type=\"hidden\" name=\"ticket\" value=\"" + escape(ticket) + "\">"
                                        + "<button autofocus>Open Atoll</button>",
                                next));
    }

    private static String form(String content, Destination next) {
        return "<form method=\"post\" action=\"/login\">" + content + "<input type=\"hidden\" name=\"next\" value=\""
                + escape(next.path()) + "\"></form>";
    }

    private static String page(String title, String content) {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>%1$s – Atoll</title>
                <link rel="stylesheet" href="/login/style.css">
                <link rel="icon" href="data:,">
                </head>
                <body>
                <main>
                <p class="brand">Atoll</p>
                <h1>%1$s</h1>
                %2$s
                </main>
                </body>
                </html>
                """.formatted(title, content);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
