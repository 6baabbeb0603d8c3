/**
 * The pool that pays owners before it collects from those who did not pay. Knows values and member.
 */
@NullMarked
package exchange.core.guarantee;

import org.jspecify.annotations.NullMarked;
