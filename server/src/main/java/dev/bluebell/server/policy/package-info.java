/**
 * What a server lets in, as an ordered list of plain rules. No type of the HTTP engine is known here.
 *
 * <p>Start with {@link dev.bluebell.server.policy.UploadRule}.
 */
@NullMarked
package dev.bluebell.server.policy;

import org.jspecify.annotations.NullMarked;
