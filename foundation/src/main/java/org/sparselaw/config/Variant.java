package org.sparselaw.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a record as one of several that a sealed interface permits: it is meant where the section's {@code key} has this
 * {@code value}. The key is no component of the record; it is read and written before them.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Variant {
    String key();

    String value();
}
