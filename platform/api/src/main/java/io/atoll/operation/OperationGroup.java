package io.atoll.operation;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Brings operations about one topic. Registered as a service; its operations are there as long as it is. */
@ConsumerType
public interface OperationGroup {

    /** The operations; always the same. */
    List<Operation<?, ?>> operations();
}
