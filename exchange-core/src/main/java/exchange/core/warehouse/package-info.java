/** The sites where space stands. Knows values and member. */
@NullMarked
package exchange.core.warehouse;

import org.jspecify.annotations.NullMarked;
