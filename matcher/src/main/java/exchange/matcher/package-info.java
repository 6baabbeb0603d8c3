/**
 * Assigns requests to slots with OptaPlanner, guided by dual prices. Knows the matching port and
 * the dates and capacities in it, and nothing else of the exchange.
 */
@NullMarked
package exchange.matcher;

import org.jspecify.annotations.NullMarked;
