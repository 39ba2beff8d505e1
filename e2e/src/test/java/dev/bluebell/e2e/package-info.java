/** Bluebell from outside: the rules between its modules, crashes and full disks, and other people's clients. */
@NullMarked
package dev.bluebell.e2e;

import org.jspecify.annotations.NullMarked;
