package io.atoll.console.web.it.fakes;

import io.atoll.pipeline.BundleFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A deploy folder in memory. What is sent is sound if it begins with {@code PK}, and may have a thousand bytes. */
public final class FakeBundleFiles implements BundleFiles {

    private static final Instant MOMENT = Instant.parse("2026-11-21T10:00:00Z");

    /** What was sent and not used, by the name under which it waits. */
    public final Map<String, String> waiting = new LinkedHashMap<>(Map.of("known", "PK"));

    /** What was deployed, in order. */
    public final List<String> deployed = new ArrayList<>();

    private final String text;

    /** A folder whose every free text is this one. */
    public FakeBundleFiles(String text) {
        this.text = text;
    }

    @Override
    public String receive(InputStream content) throws Unfit {
        try {
            byte[] bytes = content.readNBytes(1001);
            if (bytes.length > 1000) {
                throw new Unfit(Why.INVALID, "it is too large");
            }
            String name = "u" + waiting.size();
            waiting.put(name, new String(bytes, StandardCharsets.ISO_8859_1));
            return name;
        } catch (IOException e) {
            throw new Unfit(Why.UNAVAILABLE, e.toString());
        }
    }

    @Override
    public void discard(String upload) {
        waiting.remove(upload);
    }

    @Override
    public Preview preview(String upload) throws Unfit {
        String content = waiting.get(upload);
        if (content == null) {
            throw new Unfit(Why.UNKNOWN, "no content waits under that name");
        }
        return new Preview(
                upload,
                content.length(),
                "abc",
                "io.atoll.git",
                "2.0.0",
                content.startsWith("PK") ? "" : "it is not a whole zip file",
                "git",
                List.of(text),
                List.of(text),
                List.of(new Import(text, text, false)),
                List.of(text),
                Optional.of("git.jar"),
                Optional.of("1.0.0"),
                List.of(text));
    }

    @Override
    public Path file(String upload) {
        return Path.of(upload);
    }

    @Override
    public void deploy(String file, String upload) throws Unfit {
        Preview preview = preview(upload);
        if (!preview.problem().isEmpty()) {
            throw new Unfit(Why.INVALID, preview.problem());
        }
        waiting.remove(upload);
        deployed.add(file);
    }

    @Override
    public List<Kept> versions(String file) {
        return List.of(new Kept("1.0.0", "abc", MOMENT, true), new Kept("0.9.0", "def", MOMENT, false));
    }

    @Override
    public Kept rollBack(String file, @Nullable String version) throws Unfit {
        throw new Unfit(Why.UNKNOWN, "no version from before is kept");
    }

    @Override
    public void remove(String file) throws Unfit {
        throw new Unfit(Why.UNKNOWN, "there is no " + file);
    }
}
