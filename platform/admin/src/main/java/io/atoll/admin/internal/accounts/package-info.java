/** Operations about people: users, their passwords, their API tokens. */
@NullMarked
package io.atoll.admin.internal.accounts;

import org.jspecify.annotations.NullMarked;
