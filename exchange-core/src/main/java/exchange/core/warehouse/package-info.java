/** The sites where space stands. Knows values. */
@NullMarked
package exchange.core.warehouse;

import org.jspecify.annotations.NullMarked;
