/** Who there is, what each may do, and how each shows who it is: passwords and API tokens. */
@NullMarked
package io.atoll.admin.internal.people;

import org.jspecify.annotations.NullMarked;
