package io.atoll.browser;

import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Marks the walk of an acceptance story. Once it has come to its end, it is told how long it took: on the console, and in
 * {@code target/stories.tsv}, whose lines have the name of a story and its seconds.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(Story.Clock.class)
@interface Story {

    /** Number and name, such as {@code 1 Five-minute start}. */
    String value();

    /** Takes the time of a walk. */
    final class Clock implements BeforeTestExecutionCallback, AfterTestExecutionCallback {

        private static final Namespace OWN = Namespace.create(Clock.class);

        @Override
        public void beforeTestExecution(ExtensionContext walk) {
            walk.getStore(OWN).put(Clock.class, System.nanoTime());
        }

        @Override
        public void afterTestExecution(ExtensionContext walk) throws IOException {
            long began = Objects.requireNonNull(walk.getStore(OWN).remove(Clock.class, Long.class));
            long nanos = System.nanoTime() - began;
            String story =
                    walk.getRequiredTestMethod().getAnnotation(Story.class).value();
            if (walk.getExecutionException().isEmpty()) {
                String seconds = String.format(Locale.ROOT, "%.1f", nanos / 1e9);
                System.out.println("Story " + story + ": " + seconds + " s");
                note(Path.of(System.getProperty("atoll.stories")), story, seconds);
            }
        }

        private static void note(Path file, String story, String seconds) throws IOException {
            var all = new TreeMap<String, String>();
            if (Files.exists(file)) {
                Files.readAllLines(file).forEach(line -> all.put(line.replaceFirst("\t.*", ""), line));
            }
            all.put(story, story + "\t" + seconds);
            Files.write(file, all.values());
        }
    }
}
