/** What users of exported packages can see, as a text that reviewers agreed to. */
@NullMarked
package io.atoll.test.api;

import org.jspecify.annotations.NullMarked;
