package io.atoll.admin.internal.people;

import io.atoll.model.Spelling;
import io.atoll.operation.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * The file {@code access/users.yaml} of the configuration folder: by name of a user, its {@code role} and the hash of its {@code password}.
 *
 * <pre>
 * ada:
 *   role: operator
 *   password: pbkdf2-sha512$210000$…$…
 * </pre>
 */
final class UserFile {

    private static final long LARGEST = 1L << 20;
    private static final List<String> KEYS = List.of("role", "password");

    private final Path file;

    UserFile(Path conf) {
        this.file = conf.resolve("access").resolve("users.yaml");
    }

    Path path() {
        return file;
    }

    /**
     * Reads the file.
     *
     * @return by name; nobody if there is no file
     * @throws Faulty if it cannot be read or is not as it must be; the message names line and key
     */
    SortedMap<String, User> read() throws Faulty {
        try {
            if (!Files.exists(file)) {
                return new TreeMap<>();
            }
            if (Files.size(file) > LARGEST) {
                throw new Faulty(file + " is larger than " + LARGEST + " bytes");
            }
            return users(new Compose(
                            LoadSettings.builder().setAllowDuplicateKeys(false).build())
                    .composeString(Files.readString(file)));
        } catch (IOException e) {
            throw new Faulty(file + " cannot be read: " + e);
        } catch (MarkedYamlEngineException e) {
            throw new Faulty(file
                    + e.getProblemMark()
                            .map(mark -> ", line " + (mark.getLine() + 1))
                            .orElse("") + ": is no YAML: "
                    + e.getProblem());
        } catch (YamlEngineException e) {
            throw new Faulty(file + " is no YAML");
        }
    }

    /** Writes the file; comments that people have written are lost. */
    void write(Map<String, User> users) throws IOException {
        StringBuilder text = new StringBuilder("# Who may sign in. 'atoll:users' and the console rewrite this file.\n");
        new TreeMap<>(users)
                .forEach((name, user) -> text.append('"')
                        .append(name)
                        .append("\":\n  role: ")
                        .append(user.role())
                        .append("\n  password: ")
                        .append(user.password())
                        .append('\n'));
        PrivateFile.write(file, text.toString());
    }

    private SortedMap<String, User> users(Optional<Node> root) throws Faulty {
        SortedMap<String, User> users = new TreeMap<>();
        if (root.isEmpty()) {
            return users;
        }
        for (NodeTuple tuple : keys(root.get(), "the file")) {
            String name = text(tuple.getKeyNode(), "a name");
            if (!People.name(name)) {
                throw fault(tuple.getKeyNode(), "'" + name + "' is no name: names are made of " + People.NAMES);
            }
            if (users.put(name, user(name, tuple)) != null) {
                throw fault(tuple.getKeyNode(), "'" + name + "' is there twice");
            }
        }
        return users;
    }

    private User user(String name, NodeTuple tuple) throws Faulty {
        @Nullable Role role = null;
        @Nullable PasswordHash password = null;
        for (NodeTuple entry : keys(tuple.getValueNode(), name)) {
            String key = text(entry.getKeyNode(), "a key");
            String value = text(entry.getValueNode(), key);
            switch (key) {
                case "role" -> role = role(entry.getValueNode(), value);
                case "password" -> password = password(entry.getValueNode(), name, value);
                default -> throw fault(entry.getKeyNode(), "there is no key '" + key + "'" + Spelling.hint(key, KEYS));
            }
        }
        if (role == null || password == null) {
            throw fault(tuple.getKeyNode(), name + " needs a role and a password");
        }
        return new User(name, role, password);
    }

    private Role role(Node node, String text) throws Faulty {
        return Role.of(text)
                .orElseThrow(() -> fault(
                        node,
                        "there is no role '" + text + "'"
                                + Spelling.hint(
                                        text,
                                        Arrays.stream(Role.values())
                                                .map(Role::toString)
                                                .toList())));
    }

    private PasswordHash password(Node node, String name, String text) throws Faulty {
        try {
            return PasswordHash.parse(text);
        } catch (IllegalArgumentException e) {
            throw fault(node, "the password of " + name + " " + e.getMessage() + "; 'users set' writes one");
        }
    }

    private List<NodeTuple> keys(Node node, String what) throws Faulty {
        if (node instanceof MappingNode keys) {
            return keys.getValue();
        }
        throw fault(node, what + " must have keys");
    }

    private String text(Node node, String what) throws Faulty {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw fault(node, what + " must be a text");
    }

    private Faulty fault(Node node, String message) {
        return new Faulty(file
                + node.getStartMark()
                        .map(mark -> ", line " + (mark.getLine() + 1))
                        .orElse("") + ": " + message);
    }

    /** Says what is wrong with the file, where, and what to do; holds nothing of a hash. */
    static final class Faulty extends Exception {

        private static final long serialVersionUID = 1L;

        Faulty(String message) {
            super(message);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }
}
