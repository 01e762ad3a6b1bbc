package io.atoll.itest;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.ops4j.pax.exam.TestAddress;
import org.ops4j.pax.exam.TestContainerException;
import org.ops4j.pax.exam.spi.StagedExamReactor;
import org.ops4j.pax.exam.spi.reactors.ReactorManager;

/**
 * Runs the test methods of a class inside a container that Pax Exam starts for the class.
 *
 * <p>Class, constructor and methods are public. The container makes its own instance for each method, injects its {@code @Inject}
 * fields, and calls the method alone: no {@code @BeforeEach}, no parameters.
 */
public final class PaxExam implements BeforeAllCallback, AfterAllCallback, InvocationInterceptor {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(PaxExam.class);

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        Class<?> tests = context.getRequiredTestClass();
        Object instance = tests.getConstructor().newInstance();
        var manager = ReactorManager.getInstance();
        var reactor = manager.prepareReactor(tests, instance);
        var probe = manager.createProbeBuilder(instance);
        var addresses = new HashMap<TestAddress, String>();
        for (Method method : tests.getMethods()) {
            if (method.isAnnotationPresent(Test.class)) {
                addresses.put(probe.addTest(tests, method.getName()), method.getName());
            }
        }
        reactor.addProbe(probe);
        var staged = manager.stageReactor();
        manager.beforeClass(staged, instance);
        var byMethod = new HashMap<String, TestAddress>();
        for (TestAddress target : staged.getTargets()) {
            byMethod.put(addresses.get(target.root()), target);
        }
        context.getStore(NAMESPACE).put("container", new Container(manager, staged, tests, byMethod));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        var container = context.getStore(NAMESPACE).get("container", Container.class);
        if (container != null) {
            container.manager().afterClass(container.staged(), container.tests());
        }
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        invocation.skip();
        var container = context.getStore(NAMESPACE).get("container", Container.class);
        try {
            container
                    .staged()
                    .invoke(container.methods().get(method.getExecutable().getName()));
        } catch (TestContainerException wrapped) {
            throw unwrap(wrapped);
        }
    }

    /** The failure of the test itself, with its own message and lines. */
    private static Throwable unwrap(Throwable thrown) {
        Throwable cause = thrown;
        while ((cause instanceof TestContainerException || cause instanceof InvocationTargetException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private record Container(
            ReactorManager manager, StagedExamReactor staged, Class<?> tests, Map<String, TestAddress> methods) {}
}
