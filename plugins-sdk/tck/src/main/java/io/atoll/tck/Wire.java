package io.atoll.tck;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One connection, in HTTP/1.1. A request is read whole, body included, before anything is answered. */
final class Wire {

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    Wire(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = new BufferedOutputStream(socket.getOutputStream());
    }

    /** The next request; empty if the other side is done. */
    Optional<Request> read() throws IOException {
        String start = line();
        if (start.isEmpty()) {
            return Optional.empty();
        }
        String[] words = start.split(" ", -1);
        if (words.length != 3) {
            throw new IOException("no request of HTTP: " + start);
        }
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(
                            line.substring(0, Math.max(0, colon)).strip().toLowerCase(Locale.ROOT),
                            name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        if (headers.getOrDefault("expect", List.of()).contains("100-continue")) {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }
        String body = new String(body(headers), StandardCharsets.UTF_8);
        URI target = URI.create(words[1].startsWith("/") ? "http://host" + words[1] : words[1]);
        return Optional.of(new Request(
                Instant.now(), words[0], target.getRawPath(), Map.of(), query(target.getRawQuery()), headers, body));
    }

    private byte[] body(Map<String, List<String>> headers) throws IOException {
        if (headers.getOrDefault("transfer-encoding", List.of()).contains("chunked")) {
            var bytes = new ByteArrayOutputStream();
            for (int size = size(); size > 0; size = size()) {
                bytes.write(exactly(size));
                line();
            }
            String trailer = line();
            while (!trailer.isEmpty()) {
                trailer = line();
            }
            return bytes.toByteArray();
        }
        return exactly(Integer.parseInt(
                headers.getOrDefault("content-length", List.of("0")).getFirst()));
    }

    private int size() throws IOException {
        return Integer.parseInt(line().split(";", 2)[0].strip(), 16);
    }

    private byte[] exactly(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException();
        }
        return bytes;
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.write(next);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    private static Map<String, List<String>> query(String raw) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        for (String parameter : raw == null || raw.isEmpty() ? new String[0] : raw.split("&", -1)) {
            String[] pair = parameter.split("=", 2);
            query.computeIfAbsent(URLDecoder.decode(pair[0], StandardCharsets.UTF_8), name -> new ArrayList<>())
                    .add(pair.length < 2 ? "" : URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
        }
        return query;
    }

    /** Sends a head; the length is what it says, whatever follows. */
    private void head(Response response, long length) throws IOException {
        var head = new StringBuilder("HTTP/1.1 " + response.status() + " X\r\nContent-Length: " + length + "\r\n");
        response.headers()
                .forEach((name, values) -> values.forEach(
                        value -> head.append(name).append(": ").append(value).append("\r\n")));
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    void send(Request request, Response response) throws IOException {
        head(response, response.body().length);
        if (!request.method().equals("HEAD")) {
            out.write(response.body());
        }
        out.flush();
    }

    /** Sends half of the body, and nothing more. */
    void sendHalf(Response response) throws IOException {
        head(response, Math.max(2, response.body().length));
        out.write(response.body(), 0, response.body().length / 2);
        out.flush();
        socket.close();
    }

    /** Sends a byte at a time until the latch is opened, and what is left at once. */
    void sendSlowly(Response response, Duration pause, CountDownLatch hurry) throws IOException, InterruptedException {
        head(response, response.body().length);
        for (byte each : response.body()) {
            out.write(each);
            out.flush();
            if (hurry.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                pause = Duration.ZERO;
            }
        }
    }

    /** Sends a gzipped body in members that are all the same. */
    void sendBomb(Bomb bomb) throws IOException {
        head(
                Response.of(200).header("Content-Type", "application/json").header("Content-Encoding", "gzip"),
                bomb.length());
        bomb.write(out);
        out.flush();
    }

    /** Waits until the latch is opened. False if the other side hung up before. */
    boolean hold(CountDownLatch latch) throws IOException, InterruptedException {
        socket.setSoTimeout(1);
        try {
            while (!latch.await(20, TimeUnit.MILLISECONDS)) {
                if (gone()) {
                    return false;
                }
            }
            return true;
        } finally {
            socket.setSoTimeout(0);
        }
    }

    private boolean gone() throws IOException {
        in.mark(1);
        try {
            int next = in.read();
            in.reset();
            return next < 0;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    /** Hangs up so that the other side gets an error. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }
}
