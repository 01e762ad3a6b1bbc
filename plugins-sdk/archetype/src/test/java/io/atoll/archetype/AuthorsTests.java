package io.atoll.archetype;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.stream.Stream;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** Runs tests, as Surefire does in the build of an author, and ends with the number of those that failed. */
final class AuthorsTests {

    private AuthorsTests() {}

    /** Takes names of classes, and of methods with {@code #}. */
    public static void main(String[] tests) {
        DiscoverySelector[] selectors = Stream.of(tests)
                .map(test -> test.contains("#") ? selectMethod(test) : selectClass(test))
                .toArray(DiscoverySelector[]::new);
        Events events = EngineTestKit.engine("junit-jupiter")
                .selectors(selectors)
                .execute()
                .testEvents();
        events.failed().stream()
                .forEach(event -> System.out.println(event.getTestDescriptor().getDisplayName() + ": "
                        + event.getPayload(TestExecutionResult.class)
                                .flatMap(TestExecutionResult::getThrowable)
                                .map(Throwable::getMessage)
                                .orElse("")));
        System.out.println(events.succeeded().count() + " passed");
        System.exit((int) Math.min(100, events.failed().count()));
    }
}
