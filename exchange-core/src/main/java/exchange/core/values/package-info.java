/**
 * Values that every feature shares: dates, places, quantities, exchange rates and refusals. Knows
 * no other package.
 */
@NullMarked
package exchange.core.values;

import org.jspecify.annotations.NullMarked;
