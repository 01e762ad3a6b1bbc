/**
 * The channel to a running platform: Gogo sessions over a Unix domain socket, for the user that the platform runs as.
 *
 * <p><b>Address.</b> {@code run/shell.sock} in the data folder; or, where that path is too long for a socket, the path that the file
 * {@code shell.address} in the data folder holds in one line. The socket has mode 0600 in a folder of mode 0700, and a client of
 * another user is refused by the credentials that the kernel reports of it.
 *
 * <p><b>Protocol.</b> Both sides write JSON objects, one a line, in UTF-8. A connection is one session: variables live as long as it.
 *
 * <ul>
 *   <li>Request: <code>{"command": "atoll:runs -n 3", "width": 120}</code>. {@code width} is the width of the client's terminal, left
 *       out if its output goes elsewhere. Or <code>{"arguments": ["runs", "-n", "3"]}</code>: one command of the scope {@code atoll}, whose
 *       words are taken as they are. {@code folder} is what names of files are relative to, {@code input} the standard input. The next
 *       request may be sent when the answer to the one before has ended.
 *   <li>Answer: any number of <code>{"out": "…"}</code> and <code>{"err": "…"}</code>, pieces of text to print as they come, then
 *       <code>{"exit": 0}</code>: 0 if the last command succeeded; 1 if its outcome
 *       is not good, or it failed; 2 if it was used wrongly or refused.
 * </ul>
 *
 * <p>A client that closes its connection interrupts its command. A request that is not one is answered on {@code err} with status 2,
 * and the connection is closed.
 */
@NullMarked
package io.atoll.console.gogo.internal.channel;

import org.jspecify.annotations.NullMarked;
