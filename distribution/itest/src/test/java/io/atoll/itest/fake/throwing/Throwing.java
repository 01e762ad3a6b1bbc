package io.atoll.itest.fake.throwing;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Cannot be activated. */
@Component(service = Throwing.class, immediate = true)
public final class Throwing {

    @Activate
    public Throwing() {
        throw new IllegalStateException("this component never activates");
    }
}
