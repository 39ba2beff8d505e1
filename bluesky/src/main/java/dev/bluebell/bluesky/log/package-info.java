/** The log of calls: what was asked of whom and what came of it, without secrets; the write budget is counted from it. */
@NullMarked
package dev.bluebell.bluesky.log;

import org.jspecify.annotations.NullMarked;
