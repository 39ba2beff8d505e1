/** OAuth as AT Protocol has it: pushed requests, PKCE, tokens bound to a key, and an answer taken on this machine. */
@NullMarked
package dev.bluebell.bluesky.oauth;

import org.jspecify.annotations.NullMarked;
