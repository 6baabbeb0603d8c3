/**
 * How much of a slot is free on each day, and the short holds that take it out of the market. Knows
 * values, member, listing and lease.
 */
@NullMarked
package exchange.core.capacity;

import org.jspecify.annotations.NullMarked;
