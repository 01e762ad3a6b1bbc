package io.atoll.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Attribute;
import org.osgi.annotation.bundle.Capability;

/**
 * Declares on one class of a bundle, usually its main provider, that the bundle is an integration. (bnd overlooks it on a class that is
 * an annotation itself.)
 *
 * <p>The bundle then carries a capability in the namespace {@value #NAMESPACE}, from which the platform learns the type before
 * any class of the bundle is loaded. Each configured instance of the integration is one factory configuration of
 * {@link #pid()}: components with that {@code configurationPid} and {@code configurationPolicy = REQUIRE} come to life once for
 * each instance, and references among them are bound within the instance by the platform.
 *
 * <p>The bundle may hold, in the form that Ocean integrations use, {@code .port/resources/blueprints.json} (blueprints to create
 * at first installation) and {@code .port/resources/port-app-config.yaml} (the default mapping); {@code .yml}, {@code .yaml} and
 * {@code .json} are read alike.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
@Capability(namespace = Integration.NAMESPACE)
public @interface Integration {

    /** The namespace of the capability. */
    String NAMESPACE = "io.atoll.integration";

    /** What is integrated: lower-case letters, digits and {@code -}, for example {@code octopus}. */
    @Attribute
    String type();

    /** The factory PID of an instance's configuration, for example {@code io.atoll.octopus}. */
    @Attribute
    String pid();

    /** The name that people read, for example {@code Octopus Deploy}. */
    @Attribute
    String title();
}
