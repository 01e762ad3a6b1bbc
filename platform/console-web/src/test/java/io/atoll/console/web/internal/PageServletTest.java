package io.atoll.console.web.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.atoll.operation.Operations;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that nobody has vouched for, as they come if the context of the pages ever let one through. */
final class PageServletTest {

    private final List<Object> sent = new ArrayList<>();
    private final Pages pages = new Pages(play(Operations.class, (proxy, method, arguments) -> {
        throw new AssertionError("nothing may be asked for a stranger, not even " + method.getName());
    }));
    private final HttpServletResponse response = play(HttpServletResponse.class, (proxy, method, arguments) -> {
        assertThat(method.getName()).isEqualTo("sendError");
        sent.add(arguments[0]);
        return null;
    });

    @ParameterizedTest
    @ValueSource(strings = {"/", "/runs", "/runs/run-1", "/people", "/audit", "/explain", "/do/resync", "/nope"})
    void areShownNothingAndDoNothing(String path) throws Exception {
        var servlet = new PageServlet(pages);

        servlet.doGet(request(path), response);
        servlet.doPost(request(path), response);

        assertThat(sent).containsExactly(403, 403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/runs", "/people", "/do/resync"})
    void areShownNothingInTheWebConsoleEither(String path) throws Exception {
        var plugin = new ConsolePlugin(pages);

        plugin.doGet(request("/atoll" + path), response);
        plugin.doPost(request("/atoll" + path), response);
        plugin.renderContent(request("/atoll" + path), response);

        assertThat(sent).containsExactly(403, 403);
    }

    private static HttpServletRequest request(String path) {
        return play(HttpServletRequest.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getServletPath" -> "";
            case "getPathInfo" -> path;
            case "getAttribute" -> null;
            default -> throw new AssertionError("a stranger's " + method.getName() + " is not wanted");
        });
    }

    private static <T> T play(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
