/** Rounds that assign space to many requests at once, and what they say of their plans. */
@NullMarked
package exchange.core.matching;

import org.jspecify.annotations.NullMarked;
