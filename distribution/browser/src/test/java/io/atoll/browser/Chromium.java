package io.atoll.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import io.atoll.test.npm.Npm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A Chromium of the npm registry, with the libraries that it needs beside those of any Linux; driven by Playwright. */
final class Chromium implements AutoCloseable {

    /** Unpacks what the package holds: the program, and an archive of libraries. */
    private static final String UNPACK = """
            const fs = require('fs'), zlib = require('zlib');
            const [from, to] = process.argv.slice(1);
            fs.writeFileSync(to, zlib.brotliDecompressSync(fs.readFileSync(from)));
            """;

    private final Playwright playwright;
    private final Browser browser;
    private final String axe;

    private Chromium(Playwright playwright, Browser browser, String axe) {
        this.playwright = playwright;
        this.browser = browser;
        this.axe = axe;
    }

    /** Starts a browser without a window. */
    static Chromium start() throws Exception {
        Path folder = Npm.install(
                Chromium.class, "", Path.of(System.getProperty("atoll.browser")).resolve("npm"));
        Path modules = folder.resolve("node_modules");
        Path program = program(modules.resolve("@sparticuz/chromium/bin"), folder);
        System.setProperty("playwright.cli.dir", driver(modules, folder).toString());
        var playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of("PLAYWRIGHT_NODEJS_PATH", "node", "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        var browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(program)
                        .setTimeout(180_000)
                        .setEnv(Map.of(
                                "LD_LIBRARY_PATH", folder.resolve("lib").toString(),
                                "HOME", folder.toString(),
                                "FONTCONFIG_PATH", folder.resolve("fonts").toString()))
                        .setArgs(List.of("--no-sandbox", "--headless=shell", "--disable-gpu")));
        return new Chromium(playwright, browser, Files.readString(modules.resolve("axe-core/axe.min.js")));
    }

    Browser browser() {
        return browser;
    }

    /** The program that judges pages, to be evaluated in one. */
    String axe() {
        return axe;
    }

    private static Path program(Path packed, Path folder) throws Exception {
        Path program = folder.resolve("chromium");
        if (Files.exists(program)) {
            return program;
        }
        for (String archive : List.of("al2023.tar", "fonts.tar")) {
            Path tar = folder.resolve(archive);
            run(folder, "node", "-e", UNPACK, packed.resolve(archive + ".br").toString(), tar.toString());
            run(folder, "tar", "-xf", tar.toString());
            Files.delete(tar);
        }
        Path part = folder.resolve("chromium.part");
        run(folder, "node", "-e", UNPACK, packed.resolve("chromium.br").toString(), part.toString());
        Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rwx------"));
        return Files.move(part, program, StandardCopyOption.ATOMIC_MOVE);
    }

    /** A folder as Playwright wants it: its program in {@code package}. */
    private static Path driver(Path modules, Path folder) throws IOException {
        Path driver = Files.createDirectories(folder.resolve("driver"));
        Path link = driver.resolve("package");
        if (!Files.exists(link)) {
            Files.createSymbolicLink(link, modules.resolve("playwright-core"));
        }
        return driver;
    }

    private static void run(Path folder, String... command) throws Exception {
        Path log = Objects.requireNonNull(folder).resolve("unpack.log");
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(300, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(command[0] + " failed: " + Files.readString(log));
        }
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
