package io.atoll.kit.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a component of a record is written as a query parameter, see {@link Call#query(Record)}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Param {

    /** The name of the parameter; empty for that of the component. */
    String name() default "";

    /** How a list is written. */
    ListStyle list() default ListStyle.COMMAS;

    /** Whether the component is no parameter at all. */
    boolean omit() default false;

    /** How a list is written. */
    enum ListStyle {
        /** {@code name=a,b}. */
        COMMAS,
        /** {@code name=a&name=b}. */
        REPEATED,
        /** {@code name[]=a&name[]=b}. */
        BRACKETS
    }

    /** Reads the parameters of records. */
    final class Values {

        private Values() {}

        static List<Call.Parameter> of(Record parameters) {
            List<Call.Parameter> found = new ArrayList<>();
            for (RecordComponent component : parameters.getClass().getRecordComponents()) {
                Param param = component.getAnnotation(Param.class);
                if (param == null || !param.omit()) {
                    add(found, component, param, value(parameters, component.getAccessor()));
                }
            }
            return found;
        }

        private static void add(
                List<Call.Parameter> found, RecordComponent component, @Nullable Param param, @Nullable Object value) {
            String name = param == null || param.name().isEmpty() ? component.getName() : param.name();
            switch (value) {
                case null -> {}
                case Optional<?> optional -> add(found, component, param, optional.orElse(null));
                case Collection<?> list -> {
                    List<String> texts = list.stream().map(Object::toString).toList();
                    if (!texts.isEmpty()) {
                        switch (param == null ? ListStyle.COMMAS : param.list()) {
                            case COMMAS -> found.add(new Call.Parameter(name, String.join(",", texts)));
                            case REPEATED -> texts.forEach(text -> found.add(new Call.Parameter(name, text)));
                            case BRACKETS -> texts.forEach(text -> found.add(new Call.Parameter(name + "[]", text)));
                        }
                    }
                }
                default -> found.add(new Call.Parameter(name, value.toString()));
            }
        }

        private static @Nullable Object value(Record parameters, Method accessor) {
            try {
                ((AccessibleObject) accessor).setAccessible(true);
                return accessor.invoke(parameters);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("the component " + accessor.getName() + " cannot be read", e);
            }
        }
    }
}
