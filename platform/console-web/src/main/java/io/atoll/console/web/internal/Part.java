package io.atoll.console.web.internal;

/** What may stand inside an element of HTML: attributes and content, in any order. */
sealed interface Part permits Html, Html.Attribute {}
