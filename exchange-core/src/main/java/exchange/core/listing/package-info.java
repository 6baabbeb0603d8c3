/**
 * What an owner offers at which price, and the one function that prices a stay. Knows values,
 * member and warehouse.
 */
@NullMarked
package exchange.core.listing;

import org.jspecify.annotations.NullMarked;
