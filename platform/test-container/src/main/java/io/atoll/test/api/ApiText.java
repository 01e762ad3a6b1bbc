package io.atoll.test.api;

import java.io.IOException;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Writes everything of the exported packages of compiled classes that their users can see, one line for each member, in an order that does not change: with
 * generics, nullness, {@code throws} clauses, defaults of annotation members and the versions of packages.
 */
public final class ApiText {

    private final Path classes;

    /** Of what stands in a folder, which is on the class path too. */
    public ApiText(Path classes) {
        this.classes = classes;
    }

    public String write() throws IOException, ClassNotFoundException {
        var text = new StringBuilder();
        String packageName = "";
        for (Class<?> type : types()) {
            if (!type.getPackageName().equals(packageName)) {
                packageName = type.getPackageName();
                text.append("package ")
                        .append(packageName)
                        .append(roles(packageName + ".package-info"))
                        .append("\n\n");
            }
            write(type, text);
        }
        return text.toString();
    }

    private List<Class<?>> types() throws IOException, ClassNotFoundException {
        var types = new ArrayList<Class<?>>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".class")).toList()) {
                String name = classes.relativize(file)
                        .toString()
                        .replace(".class", "")
                        .replace('/', '.')
                        .replace('\\', '.');
                if (!name.endsWith("package-info") && exported(name)) {
                    Class<?> type = Class.forName(name);
                    if (visible(type.getModifiers())) {
                        types.add(type);
                    }
                }
            }
        }
        types.sort(
                Comparator.comparing((Class<?> type) -> type.getPackageName()).thenComparing(Class::getName));
        return types;
    }

    private boolean exported(String className) throws IOException {
        String description = className.substring(0, Math.max(0, className.lastIndexOf('.'))) + ".package-info";
        return Files.exists(classes.resolve(description.replace('.', '/') + ".class"))
                && roles(description).contains(" @Export");
    }

    private void write(Class<?> type, StringBuilder text) throws IOException {
        text.append(type.toGenericString());
        if (type.getGenericSuperclass() != null
                && type.getSuperclass() != Object.class
                && !type.isRecord()
                && !type.isEnum()) {
            text.append(" extends ").append(type.getGenericSuperclass().getTypeName());
        }
        if (type.getInterfaces().length > 0 && !type.isAnnotation()) {
            text.append(" is ")
                    .append(Arrays.stream(type.getGenericInterfaces())
                            .map(java.lang.reflect.Type::getTypeName)
                            .collect(Collectors.joining(", ")));
        }
        if (type.isSealed()) {
            text.append(" permits ")
                    .append(Arrays.stream(type.getPermittedSubclasses())
                            .map(Class::getSimpleName)
                            .collect(Collectors.joining(", ")));
        }
        text.append(roles(type.getName())).append('\n');
        members(type).forEach(line -> text.append("    ").append(line).append('\n'));
        text.append('\n');
    }

    private static SortedSet<String> members(Class<?> type) {
        var lines = new TreeSet<String>();
        if (type.isRecord()) {
            int position = 0;
            for (RecordComponent component : type.getRecordComponents()) {
                lines.add("component " + ++position + " " + text(component.getAnnotatedType()) + " "
                        + component.getName());
            }
        }
        for (Field field : type.getDeclaredFields()) {
            if (visible(field.getModifiers()) && !field.isSynthetic()) {
                lines.add("field " + Modifier.toString(field.getModifiers()) + " " + text(field.getAnnotatedType())
                        + " " + field.getName() + constant(field));
            }
        }
        for (Executable constructor : type.getDeclaredConstructors()) {
            if (visible(constructor.getModifiers()) && !constructor.isSynthetic()) {
                lines.add("constructor " + parameters(constructor));
            }
        }
        for (Method method : type.getDeclaredMethods()) {
            if (visible(method.getModifiers()) && !method.isSynthetic()) {
                lines.add("method " + modifiers(method) + text(method.getAnnotatedReturnType()) + " " + method.getName()
                        + typeParameters(method) + parameters(method) + defaultValue(method));
            }
        }
        return lines;
    }

    private static String modifiers(Method method) {
        String modifiers = Modifier.toString(method.getModifiers() & ~Modifier.TRANSIENT & ~Modifier.VOLATILE);
        return modifiers + (method.isDefault() ? " default " : " ");
    }

    private static String typeParameters(Method method) {
        return method.getTypeParameters().length == 0
                ? ""
                : Arrays.stream(method.getTypeParameters())
                        .map(parameter -> parameter + " extends " + Arrays.toString(parameter.getBounds()))
                        .collect(Collectors.joining(", ", "<", ">"));
    }

    private static String parameters(Executable executable) {
        String parameters = Arrays.stream(executable.getAnnotatedParameterTypes())
                .map(ApiText::text)
                .collect(Collectors.joining(", ", "(", ")"));
        String thrown = Arrays.stream(executable.getGenericExceptionTypes())
                .map(type -> type.getTypeName().replace("java.lang.", ""))
                .sorted()
                .collect(Collectors.joining(", "));
        return parameters + (thrown.isEmpty() ? "" : " throws " + thrown);
    }

    private static String defaultValue(Method method) {
        Object value = method.getDefaultValue();
        return value == null ? "" : " default " + (value instanceof Object[] list ? Arrays.toString(list) : value);
    }

    /** What a compiler copies into those who use the field. */
    private static String constant(Field field) {
        boolean copied = field.getType().isPrimitive() || field.getType() == String.class;
        if (!Modifier.isStatic(field.getModifiers()) || !copied) {
            return "";
        }
        try {
            return " = " + field.get(null);
        } catch (IllegalAccessException hidden) {
            return "";
        }
    }

    private static String text(AnnotatedType type) {
        return type.toString()
                .replace("@org.jspecify.annotations.Nullable()", "@Nullable")
                .replace("java.lang.", "");
    }

    private static boolean visible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    /** The annotations that only the class file shows, such as the roles of types and the versions of packages. */
    private String roles(String className) throws IOException {
        Path file = classes.resolve(className.replace('.', '/') + ".class");
        var roles = new TreeSet<String>();
        try (var in = Files.newInputStream(file)) {
            new ClassReader(in)
                    .accept(
                            new ClassVisitor(Opcodes.ASM9) {
                                @Override
                                public AnnotationVisitor visitAnnotation(String descriptor, boolean runtime) {
                                    String name = Type.getType(descriptor).getClassName();
                                    var values = new TreeSet<String>();
                                    return new AnnotationVisitor(Opcodes.ASM9) {
                                        @Override
                                        public void visit(String member, Object value) {
                                            values.add(value.toString());
                                        }

                                        @Override
                                        public void visitEnd() {
                                            roles.add(" @" + name.substring(name.lastIndexOf('.') + 1)
                                                    + (values.isEmpty() ? "" : values.toString()));
                                        }
                                    };
                                }
                            },
                            ClassReader.SKIP_CODE);
        }
        return String.join("", roles);
    }
}
