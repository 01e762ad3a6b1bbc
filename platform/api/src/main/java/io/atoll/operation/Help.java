package io.atoll.operation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says what a component of an input or output is for: in the API's description, the shell's help, and beside the field of a form. */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Help {

    /** A phrase without a full stop, for example {@code how many at most; 50 if not said}. */
    String value();

    /** How many characters a text may have. */
    int most() default 1_000;
}
