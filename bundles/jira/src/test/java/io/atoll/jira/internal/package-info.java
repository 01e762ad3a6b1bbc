@NullMarked
package io.atoll.jira.internal;

import org.jspecify.annotations.NullMarked;
