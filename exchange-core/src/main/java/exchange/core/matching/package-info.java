/**
 * Which slot suits which request, at what landed cost, and the rounds that assign many at once.
 * Knows every feature it brings together.
 */
@NullMarked
package exchange.core.matching;

import org.jspecify.annotations.NullMarked;
