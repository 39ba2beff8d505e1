/** Requests over HTTP with a limit on everything: one connection kept, time-outs on headers and bodies, no redirect followed. */
@NullMarked
package dev.bluebell.bluesky.http;

import org.jspecify.annotations.NullMarked;
