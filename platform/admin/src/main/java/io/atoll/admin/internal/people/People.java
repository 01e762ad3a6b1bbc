package io.atoll.admin.internal.people;

import io.atoll.admin.internal.people.UserFile.Faulty;
import io.atoll.operation.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The users of the file, as it is now. Thread-safe.
 *
 * <p>The file may be written by people at any time. While it is faulty, what it said last is in force, and the log says what is wrong.
 */
@Component(service = People.class)
public final class People {

    /** What names are made of, for people. */
    public static final String NAMES =
            "lower-case letters, digits and . _ @ -, beginning with a letter or digit, up to 64";

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,63}");

    /** How many hashes are computed at once: each keeps a processor busy for some tenths of a second. */
    private static final int AT_ONCE = 2;

    private static final Logger log = LoggerFactory.getLogger(People.class);

    private final UserFile file;
    private final int rounds;
    private final PasswordHash nobody;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private SortedMap<String, User> users = new TreeMap<>();
    private @Nullable String stamp;
    private String problem = "";

    /** The users of the configuration folder. */
    @Activate
    public People(BundleContext context) {
        this(Path.of(Optional.ofNullable(context.getProperty("atoll.conf")).orElse("conf")), PasswordHash.ROUNDS);
    }

    /**
     * The users of a configuration folder.
     *
     * @param rounds the cost of new hashes
     */
    People(Path conf, int rounds) {
        this.file = new UserFile(conf);
        this.rounds = rounds;
        this.nobody = PasswordHash.of("", rounds);
    }

    /** Whether a text can be the name of a user. */
    public static boolean name(String text) {
        return NAME.matcher(text).matches();
    }

    /** What everybody may do, by name. */
    public SortedMap<String, Role> roles() {
        var roles = new TreeMap<String, Role>();
        now().values().forEach(user -> roles.put(user.name(), user.role()));
        return roles;
    }

    private synchronized SortedMap<String, User> now() {
        look();
        return users;
    }

    private Optional<User> find(String name) {
        return Optional.ofNullable(now().get(name));
    }

    /** What a user may do; empty if there is no such user in the file. */
    public Optional<Role> role(String name) {
        return find(name).map(User::role);
    }

    /** Whether this is the password of a user of the file; takes as long if there is no such user. */
    public boolean right(String name, String password) {
        Optional<User> user = find(name);
        PasswordHash hash = user.map(User::password).orElse(nobody);
        places.acquireUninterruptibly();
        try {
            return hash.matches(password) && user.isPresent();
        } finally {
            places.release();
        }
    }

    /** Adds a user, or gives a user another role and password. */
    public void put(String name, Role role, String password) throws Unchanged {
        PasswordHash hash = PasswordHash.of(password, rounds);
        change(known -> known.put(name, new User(name, role, hash)));
    }

    /** Gives a user another role. */
    public void put(String name, Role role) throws Unchanged {
        change(known -> known.computeIfPresent(name, (key, user) -> new User(name, role, user.password())));
    }

    /** Takes a user away. */
    public void remove(String name) throws Unchanged {
        change(known -> known.remove(name));
    }

    private synchronized void change(Consumer<SortedMap<String, User>> edit) throws Unchanged {
        try {
            SortedMap<String, User> changed = new TreeMap<>(file.read());
            edit.accept(changed);
            file.write(changed);
        } catch (Faulty e) {
            throw new Unchanged(e.getMessage());
        } catch (IOException e) {
            throw new Unchanged(file.path() + " cannot be written: " + e);
        }
        stamp = null;
        look();
    }

    private void look() {
        String now = stamp();
        if (now.equals(stamp)) {
            return;
        }
        try {
            users = file.read();
            problem = "";
        } catch (Faulty e) {
            if (!e.getMessage().equals(problem)) {
                log.warn("The users stay as they are: {}", e.getMessage());
            }
            problem = e.getMessage();
        }
        stamp = now;
    }

    /** Changes whenever the file does. */
    private String stamp() {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file.path(), BasicFileAttributes.class);
            return attributes.lastModifiedTime() + " " + attributes.size() + " " + attributes.fileKey();
        } catch (NoSuchFileException e) {
            return "none";
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Says why the file could not be changed, and what to do. */
    public static final class Unchanged extends Exception {

        private static final long serialVersionUID = 1L;

        Unchanged(String message) {
            super(message);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }
}
